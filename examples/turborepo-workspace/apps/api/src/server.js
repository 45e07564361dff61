import express from 'express';

const app = express();

app.post('/verify', async (req, res) => {
  res.json({ score: null });
});

app.listen(3000);
