import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

export async function verify(token) {
  const client = new RecaptchaEnterpriseServiceClient();
  const [assessment] = await client.createAssessment({ assessment: { event: { token } } });
  return assessment.riskAnalysis.score;
}
