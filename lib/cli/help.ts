/** What `--help` says without a command. `COMMANDS` stands for their list. */
export const GENERAL_HELP = `Says from Terraform alone who may become what in AWS, Google Cloud and Azure, and lets real programs try.

Usage: cdktf-workload-identity <command> [options] [path…]

COMMANDS

A path is a folder of Terraform (HCL as people write it, or JSON as \`cdktf synth\` does; each folder below that no other one calls is read with
its modules, and manifests of Kubernetes beside it), a file of \`terraform show -json\` of a plan or a state, a folder that the script of \`collect\` wrote of an account, or \`-\` for
standard input. Without one, the folder cdktf.out is read, or
else this one. Nothing is downloaded or sent anywhere, and no credentials are needed.

  npx cdktf-cli synth
  npx cdktf-workload-identity check
  npx cdktf-workload-identity report --out trust.html
  npx cdktf-workload-identity lab run --workload orders --cluster eu -- aws sts get-caller-identity
  npx cdktf-workload-identity <command> --help

Exit codes: 0 fine, 1 the command's own "no" (each --help says what), 2 a mistake in the call or in a file; of \`lab run\` the program's own.
`;

/** What every command's help ends with. */
export const COMMON_HELP = `What Terraform learns only at apply is unknown: it is shown as \${expression}, and answers that depend on it say so. A plan or a state
knows more than synthesized files. These options add what the files do not say:
  --var NAME=VALUE              the value of an input variable; lists and objects as HCL or JSON; may be repeated
  --var-file FILE               a file of values, besides terraform.tfvars, *.auto.tfvars and TF_VAR_…; may be repeated, the later wins
  --defaults                    variables that have no value take their defaults
  --workspace NAME              what terraform.workspace is
  --aws-account [PROVIDER=]ID   the AWS account, or that of one provider configuration (\`aws\`, \`aws.eu\`); may be repeated
  --project-number ID=NUMBER    the number of a Google project; may be repeated
  --complete                    the files hold everything that exists: what is not in them is not there

Other options:
  --no-color                    no colours (also NO_COLOR=1); there are none where the output is not a terminal
  -h, --help                    this text
`;
