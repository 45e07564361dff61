export const project = 'demo-project';
export const siteKey = 'demo-site-key';

/** Where reCAPTCHA Enterprise is reached. The credentials come from the environment, as they do in production. */
export const clientOptions = {
  apiEndpoint: process.env.RECAPTCHA_HOST ?? 'recaptchaenterprise.googleapis.com',
  port: Number(process.env.RECAPTCHA_PORT ?? 443),
};
