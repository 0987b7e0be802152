/** The command line as a person reads it. */
export const usage = `blaze-ai: private text generation from the terminal, by the engine that runs in the page

Usage
  blaze-ai generate "Once upon a time" [options]

Model
  --model <id|folder|url>     hub id, local folder or address (default: the embedded story writer)
  --hub <url>                 hub to ask (default: https://huggingface.co; token from HF_TOKEN)
  --revision <name>           branch, tag or commit of a hub model
  --dtype <name>              auto, fp32, fp16, q8, int8, uint8, q4, q4f16, bnb4
  --device <name>             auto, wasm (WebGPU is the browser's)
  --threads <n>               WASM threads

Text
  --chat                      the prompt is a user's message for a chat model
  --max-length <n>            new tokens at most (default: 100)
  --temperature <x>           0 is greedy (default: 0.7)
  --top-p <x> --top-k <n> --min-p <x> --repetition-penalty <x>
  --seed <n>                  same seed, same text
  --stop <text>               stop sequence; may be given again

Output
  --json                      one object on stdout and nothing else
  --help, --version

Exit status: 0 done, 1 the run failed, 2 the call was wrong.
`;
