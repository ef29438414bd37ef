/** What `--help` says without a command. `COMMANDS` stands for their list. */
export const GENERAL_HELP = `Says from Terraform alone who may become what in AWS, Google Cloud and Azure, and lets real programs try.

Usage: cdktf-workload-identity <command> [options] [path…]

COMMANDS

A path is a folder (every *.tf.json below it, as \`cdktf synth\` writes them), a file of \`terraform show -json\` of a plan or a state,
or \`-\` for standard input. Without one, the folder cdktf.out is read. Nothing is sent anywhere, and no credentials are needed.

  npx cdktf-cli synth
  npx cdktf-workload-identity check
  npx cdktf-workload-identity report --out trust.html
  npx cdktf-workload-identity lab run --workload orders --cluster eu -- aws sts get-caller-identity
  npx cdktf-workload-identity <command> --help

Exit codes: 0 fine, 1 the command's own "no" (each --help says what), 2 a mistake in the call or in a file; of \`lab run\` the program's own.
`;

/** What every command's help ends with. */
export const COMMON_HELP = `What Terraform learns only at apply stays open: it is shown as \${expression}, and answers that hang on it say so. A plan or a state
knows more than synthesized files. These say what files do not:
  --var NAME=VALUE              the value of an input variable; lists and objects as JSON; may be repeated
  --aws-account [PROVIDER=]ID   the AWS account, or that of one provider configuration (\`aws\`, \`aws.eu\`); may be repeated
  --project-number ID=NUMBER    the number of a Google project; may be repeated
  --complete                    the files hold everything that exists: what is not in them is not there

Other options:
  --no-color                    no colours (also NO_COLOR=1); there are none where the output is not a terminal
  -h, --help                    this text
`;
