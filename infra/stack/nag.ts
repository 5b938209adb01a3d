import { Validations, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Settings } from './settings.ts';

interface Explanation {
  /** of the construct below the stack, part by part */
  readonly path: readonly string[];
  readonly findings: readonly string[];
  readonly reason: string;
}

/** The singleton behind CDK's BucketDeployment; its id is CDK's own. */
const siteUploader = 'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C';

/** Tells cdk-nag of each finding why it stays. A finding that is not here fails the synthesis. */
export function explainFindings(stack: Stack, settings: Settings): void {
  for (const { path, findings, reason } of explanations(settings)) {
    const construct = below(stack, path);
    for (const finding of findings) {
      Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${finding}`, reason });
    }
  }
}

function below(stack: Stack, path: readonly string[]): IConstruct {
  let construct: IConstruct = stack;
  for (const part of path) construct = construct.node.findChild(part);
  return construct;
}

function explanations(settings: Settings): readonly Explanation[] {
  return [
    ...always,
    ...(settings.site === null ? [cloudFrontsOwnName] : []),
    ...(settings.signIn.mfa === 'required' ? [] : [chosenSecondFactor]),
    ...(settings.accessLogs ? [] : noLogs(settings)),
    ...(settings.guests ? [guests] : []),
    ...(settings.replication === null ? [] : [replication(settings.replication.bucketArn)]),
  ];
}

const always: readonly Explanation[] = [
  {
    path: ['People', 'UserPool'],
    findings: ['COG8'],
    reason:
      'Threat protection is of the Plus plan, at a price for each person; a second factor is offered instead, and can be demanded.',
  },
  {
    path: ['People', 'Authenticated', 'Policy'],
    findings: ['IAM5[Resource::<DataBucketE6B0FAA8.Arn>/<cognito-identity.amazonaws.com:sub>/*]'],
    reason: 'The wildcard stands below the person’s own prefix: all of their objects, nobody else’s.',
  },
  {
    path: ['Site', 'Distribution'],
    findings: ['CFR1'],
    reason: 'Where people may be is the deployer’s to say, not this template’s.',
  },
  {
    path: ['Site', 'Distribution'],
    findings: ['CFR2'],
    reason: 'Static files only: there is no server behind the site that a firewall could protect.',
  },
  {
    path: [siteUploader],
    findings: ['L1'],
    reason: 'CDK’s own function: its runtime comes with the version of CDK, which is pinned and updated.',
  },
  {
    path: [siteUploader, 'ServiceRole'],
    findings: ['IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]'],
    reason: 'CDK’s own function, which writes its log with the policy that AWS keeps for that.',
  },
  {
    path: [siteUploader, 'ServiceRole', 'DefaultPolicy'],
    findings: [
      'IAM5[Action::s3:GetObject*]',
      'IAM5[Action::s3:GetBucket*]',
      'IAM5[Action::s3:List*]',
      'IAM5[Action::s3:DeleteObject*]',
      'IAM5[Action::s3:Abort*]',
      'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
      'IAM5[Resource::<SiteFiles975A43CF.Arn>/*]',
      'IAM5[Resource::*]',
    ],
    reason:
      'CDK’s own function: it reads the build from CDK’s assets, writes the site’s bucket, and asks CloudFront to forget old files, which cannot be narrowed to one distribution.',
  },
];

const cloudFrontsOwnName: Explanation = {
  path: ['Site', 'Distribution'],
  findings: ['CFR4'],
  reason:
    'With CloudFront’s own name its certificate, and the oldest TLS of it, are CloudFront’s. A site with a name of its own takes TLS 1.2 and newer.',
};

const chosenSecondFactor: Explanation = {
  path: ['People', 'UserPool'],
  findings: ['COG2'],
  reason: 'A second factor is offered to everybody; signIn.mfa "required" demands it.',
};

function noLogs(settings: Settings): readonly Explanation[] {
  const reason = 'accessLogs is off: the deployer chose not to keep who asked for what.';
  return [
    { path: ['Data', 'Bucket'], findings: ['S1'], reason },
    { path: ['Site', 'Files'], findings: ['S1'], reason },
    { path: ['Site', 'Distribution'], findings: ['CFR3'], reason },
    ...(settings.dataEvents ? [{ path: ['Audit', 'Records'], findings: ['S1'], reason }] : []),
  ];
}

const guests: Explanation = {
  path: ['People', 'IdentityPool'],
  findings: ['COG7'],
  reason: 'guests is on: they may use the key for messages of their own, and nothing of S3.',
};

function replication(bucketArn: string): Explanation {
  return {
    path: ['Data', 'Bucket', 'Replication', 'DefaultPolicy'],
    findings: ['IAM5[Resource::<DataBucketE6B0FAA8.Arn>/*]', `IAM5[Resource::${bucketArn}/*]`],
    reason: 'Replication copies every object.',
  };
}
