/** Calls of language models: which call asks a model, in which language. */

export interface ModelCalls {
  readonly name: string;
  /** Full names of the calls that make a model write. `*` stands for anything. */
  readonly calls: readonly string[];
  /** Of Python: the rows of `calls` whose call holds the thread, but for what `isAsynchronous` tells. */
  readonly language: 'javascript' | 'python' | 'both';
  readonly source: string;
}

export const MODEL_CALLS: readonly ModelCalls[] = [
  {
    name: 'openai',
    calls: [
      'openai*chat.completions.create',
      'openai*chat.completions.parse',
      'openai*chat.completions.stream',
      'openai*responses.create',
      'openai*responses.parse',
      'openai*responses.stream',
      'openai*.completions.create',
      'openai.ChatCompletion.create',
      'openai.ChatCompletion.acreate',
    ],
    language: 'both',
    source: 'https://github.com/openai/openai-python#timeouts',
  },
  {
    name: 'anthropic',
    calls: [
      '@anthropic-ai/*messages.create',
      '@anthropic-ai/*messages.stream',
      'anthropic*messages.create',
      'anthropic*messages.stream',
    ],
    language: 'both',
    source: 'https://docs.anthropic.com/en/api/messages',
  },
  {
    name: 'groq',
    calls: ['groq*chat.completions.create', 'groq-sdk*chat.completions.create'],
    language: 'both',
    source: 'https://github.com/groq/groq-python#timeouts',
  },
  {
    name: 'mistral',
    calls: [
      'mistralai*chat.complete*',
      'mistralai*chat.stream*',
      '@mistralai/mistralai*chat.complete',
      '@mistralai/mistralai*chat.stream',
    ],
    language: 'both',
    source: 'https://docs.mistral.ai/api/',
  },
  {
    name: 'cohere',
    calls: ['cohere*.chat', 'cohere*.chat_stream', 'cohere-ai*.chat', 'cohere-ai*.chatStream'],
    language: 'both',
    source: 'https://docs.cohere.com/reference/chat',
  },
  {
    name: 'google-genai',
    calls: [
      '@google/genai*models.generateContent',
      '@google/genai*models.generateContentStream',
      '@google/generative-ai*generateContent',
      '@google/generative-ai*generateContentStream',
      '@google-cloud/vertexai*generateContent',
      'google.genai*models.generate_content*',
      'google.generativeai*generate_content*',
      'vertexai*generate_content*',
    ],
    language: 'both',
    source: 'https://ai.google.dev/api/generate-content#v1beta.GenerationConfig',
  },
  {
    name: 'ai-sdk',
    calls: ['ai.generateText', 'ai.streamText', 'ai.generateObject', 'ai.streamObject'],
    language: 'javascript',
    source: 'https://ai-sdk.dev/docs/reference/ai-sdk-core/generate-text',
  },
  {
    name: 'langchain',
    calls: [
      '@langchain/*().invoke',
      '@langchain/*().stream',
      '@langchain/*().call',
      'langchain/*().invoke',
      'langchain_openai.*().*invoke',
      'langchain_anthropic.*().*invoke',
      'langchain_google_genai.*().*invoke',
      'langchain_groq.*().*invoke',
      'langchain_mistralai.*().*invoke',
      'langchain_ollama.*().*invoke',
      'langchain_aws.*().*invoke',
      'langchain_community.chat_models*().*invoke',
      'langchain_community.llms*().*invoke',
    ],
    language: 'both',
    source: 'https://python.langchain.com/docs/concepts/chat_models/#standard-parameters',
  },
  {
    name: 'litellm',
    calls: ['litellm.completion', 'litellm.acompletion', 'litellm.Router().completion', 'litellm.Router().acompletion'],
    language: 'python',
    source: 'https://docs.litellm.ai/docs/completion/input',
  },
  {
    name: 'ollama',
    calls: ['ollama*.chat', 'ollama*.generate'],
    language: 'both',
    source: 'https://github.com/ollama/ollama/blob/main/docs/modelfile.md#valid-parameters-and-values',
  },
  {
    name: 'bedrock',
    calls: ['boto3.client().converse', 'boto3.client().converse_stream', 'boto3.client().invoke_model*'],
    language: 'python',
    source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InferenceConfiguration.html',
  },
];

/** Of Python: the call gives an awaitable, by a step of its full name. */
export const IS_ASYNCHRONOUS = /\bAsync[A-Z]|\.aio\.|\.(?:acompletion|acreate|ainvoke|astream|agenerate|\w+_async)$/;

/** One of these words stands in the text of whatever asks a model. */
export const MODEL_WORDS =
  /\b(?:completions?|acompletion|ChatCompletion|responses|messages|generateContent\w*|generate_content\w*|generateText|streamText|generateObject|streamObject|a?invoke|ollama|chat|converse\w*|invoke_model\w*)\b/;
