import { verify } from '@example/captcha';
import express from 'express';

const app = express();

app.post('/verify', async (req, res) => {
  res.json({ score: await verify(req.body.token) });
});

app.listen(3000);
