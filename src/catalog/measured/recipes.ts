/** All recipes by which clients are measured. The first that fits a package and an export counts. */
import type { MeasuringRecipe } from './recipe.js';
import { brokers } from './recipes/brokers.js';
import { cloud } from './recipes/cloud.js';
import { databases } from './recipes/databases.js';
import { grpc } from './recipes/grpc.js';
import { http } from './recipes/http.js';
import { relational } from './recipes/relational.js';
import { servers } from './recipes/servers.js';
import { webServices } from './recipes/web-services.js';

export const recipes: readonly MeasuringRecipe[] = [
  ...cloud, ...grpc, ...http, ...webServices, ...relational, ...databases, ...brokers, ...servers,
];
