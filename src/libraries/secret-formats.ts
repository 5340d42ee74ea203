/** Texts that are credentials by their very form, each with where its issuer (or who scans for it) describes the form. */

export interface SecretFormat {
  /** How a sentence names it: `a GitHub token`. */
  readonly what: string;
  readonly form: RegExp;
  readonly source: string;
  /** Issued for a sandbox: it opens no account of a customer. */
  readonly isSandbox?: true;
}

const SCANNED = 'https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns';

export const SECRET_FORMATS: readonly SecretFormat[] = [
  {
    what: 'an AWS access key id',
    form: /^(?:AKIA|ASIA)[A-Z0-9]{16}$/,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
  },
  {
    what: 'a GitHub token',
    form: /^(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{22,})$/,
    source: 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
  },
  { what: 'a GitLab token', form: /^glpat-[\w-]{20,}/, source: 'https://docs.gitlab.com/security/tokens/#token-prefixes' },
  { what: 'a Stripe live key', form: /^[rs]k_live_\w{12,}$/, source: 'https://docs.stripe.com/keys' },
  { what: 'a Stripe test key', form: /^[rs]k_test_\w{12,}$/, source: 'https://docs.stripe.com/keys', isSandbox: true },
  { what: 'a Stripe webhook secret', form: /^whsec_[\w/+=]{24,}$/, source: 'https://docs.stripe.com/webhooks' },
  { what: 'a Slack token', form: /^xox[abeoprs]-[\w-]{10,}$/, source: 'https://docs.slack.dev/authentication/tokens' },
  {
    what: 'a Slack webhook',
    form: /^https:\/\/hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{16,}$/,
    source: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  },
  { what: 'an Anthropic key', form: /^sk-ant-[\w-]{20,}$/, source: SCANNED },
  { what: 'an OpenAI key', form: /^sk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{32,}$/, source: SCANNED },
  { what: 'a SendGrid key', form: /^SG\.[\w-]{16,}\.[\w-]{16,}$/, source: SCANNED },
  { what: 'an npm token', form: /^npm_[A-Za-z0-9]{30,}$/, source: 'https://docs.npmjs.com/about-access-tokens' },
  { what: 'a PyPI token', form: /^pypi-[\w-]{50,}$/, source: 'https://pypi.org/help/#apitoken' },
  { what: 'a Hugging Face token', form: /^hf_[A-Za-z0-9]{30,}$/, source: SCANNED },
  {
    what: 'a private key',
    form: /^\s*-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[\w+/=\s\\]{64,}/,
    source: 'https://www.rfc-editor.org/rfc/rfc7468#section-10',
  },
];

/** Any of the beginnings above: a text without one of them is not looked at form by form. */
export const FORMAT_BEGINNINGS =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|[rs]k_(?:live|test)_|whsec_|xox[abeoprs]-|hooks\.slack\.com|\bsk-|\bSG\.|npm_|pypi-|hf_|PRIVATE KEY/;

/** Texts that stand where a credential will be put: they open nothing. */
export const PLACEHOLDERS =
  /change[-_ ]?(?:me|this)|\byour\b|^your|your[-_]|example|place[-_ ]?holder|dummy|fake|x{4,}|0{6,}|^<.*>$|^\[.*\]$|\$\{|\{\{|%\(|\.\.\.|…|\*{3}|redacted|replace[-_ ]?(?:me|this|with)|insert[-_ ]|not[-_ ]?(?:set|used|needed|required|a[-_ ](?:real|key|secret))|^(?:none|null|undefined|todo|tbd|n\/a|unset|empty|unused|test|testing|mock|sample|foo|bar|baz|foobar)$|^(?:test|mock|sample|stub)[-_ ]|[-_](?:test|mock|sample|stub)$|^sk-(?:no-|local|test)/i;

/** Types written as texts, as schemas of settings have them: `string?`, `string.url`, `number > 0`. */
export const TYPE_TEXTS =
  /^(?:string|str|number|int(?:eger)?|float|bool(?:ean)?|bigint|url|uri|uuid|email|date|object|array|any|unknown)(?:\.\w+)*(?:\[\])?[?!]?(?:\s*[|&<>=].*)?$/i;

/** Last words of a name whose value opens something that belongs to another: a wrong one only makes the call fail. */
export const ISSUED =
  /(?:^| )(?:token|tokens|pat|apikey|api key|access key|access key id|auth key|account key|service key|license key|bearer|client secret)$/;

/** Last words of a name whose value this program itself trusts: whoever knows it is let in. */
export const TRUSTED =
  /(?:^| )(?:pass|password|pass word|passwd|pwd|passphrase|secret|secrete|secret key|signing key|encryption key|private key|master key|jwt key|session key|cookie key|secret or key|salt key)$/;

/** Words that make a name one of something about a secret, or of one that anybody may know. */
export const NOT_THE_SECRET =
  /\b(?:public|publishable|anon|anonymous|site|field|label|header|param|parameter|type|name|prefix|regex|pattern|placeholder|message|error|url|uri|path|endpoint|csrf|xsrf|next|page|cursor|continuation|storage|cache|sort|primary|foreign|partition|i18n|column|mask|masked|hint|stop|eos|bos|pad|unk|sep|cls|special|token type|test|mock|fake|example|dummy|hash|hashed)\b/;

/** Keys that are made to be given to everybody: of Stripe, PostHog, Mapbox, Sentry, reCAPTCHA and Firebase in a page. */
export const PUBLIC_TEXTS = /^(?:pk_(?:live|test)_|phc_|pk\.eyJ|https:\/\/\w+@\w+\.ingest|6L[\w-]{38}$|AIza)/;
