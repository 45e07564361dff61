import express from 'express';

import { router } from './routes/verify.js';

const app = express();
app.use(express.json());
app.use(router);

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  console.log(`listening on port ${server.address().port}`);
});
