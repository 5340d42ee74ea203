import express, { type NextFunction, type Request, type Response } from 'express';
import { log } from './log';
import { measure } from './metrics';
import { orders } from './orders';

const app = express();
app.use(express.json({ limit: '32kb' }));
app.use(measure);
app.use(orders);

app.use((error: Error, request: Request, response: Response, _next: NextFunction) => {
  log.error({ err: error, path: request.path }, 'request failed');
  response.status(500).json({ error: 'The request could not be completed' });
});

app.listen(3000);
