import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';
import { Router } from 'express';

import { clientOptions, project, siteKey } from '../config.js';

export const router = Router();

router.post('/verify', async (req, res) => {
  const client = new RecaptchaEnterpriseServiceClient(clientOptions);

  const [assessment] = await client.createAssessment({
    parent: client.projectPath(project),
    assessment: { event: { token: req.body.token, siteKey } },
  });

  res.json({ valid: assessment.tokenProperties.valid, score: assessment.riskAnalysis.score });
});
