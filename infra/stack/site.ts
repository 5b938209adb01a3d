import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { siteHeaders, sitePaths, type SiteHeaders } from '../security-headers.ts';
import { readSiteDocuments } from '../site-documents.ts';
import { lockedBucket } from './data.ts';
import type { Settings } from './settings.ts';

interface SiteInput {
  readonly settings: Settings;
  /** origins the app speaks to beside its own */
  readonly connectTo: readonly string[];
  readonly logs: s3.Bucket | null;
  /** of the production build */
  readonly folder: string;
}

/** The app's files behind CloudFront, each with the headers it has everywhere else. */
export class Site extends Construct {
  readonly origin: string;
  private readonly folder: string;
  private readonly bucket: s3.Bucket;
  private readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, input: SiteInput) {
    super(scope, id);
    this.folder = input.folder;
    this.bucket = new s3.Bucket(this, 'Files', {
      ...lockedBucket,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...(input.logs === null
        ? {}
        : { serverAccessLogsBucket: input.logs, serverAccessLogsPrefix: 'site-files/' }),
      // The build can be put there again: nothing is lost with it.
      autoDeleteObjects: false,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.distribution = distribution(this, this.bucket, input);
    const { site } = input.settings;
    this.origin = `https://${site === null ? this.distribution.distributionDomainName : site.domainName}`;
  }

  /** Puts the build there, with the configuration of this deployment. */
  deploy(config: object): void {
    const shared = {
      destinationBucket: this.bucket,
      distribution: this.distribution,
      // An old page may still ask for the parts it was built with.
      prune: false,
    };
    const assets = new deployment.BucketDeployment(this, 'Assets', {
      ...shared,
      sources: [deployment.Source.asset(this.folder)],
      exclude: ['*'],
      include: ['assets/*'],
      cacheControl: [deployment.CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const pages = new deployment.BucketDeployment(this, 'Pages', {
      ...shared,
      sources: [deployment.Source.asset(this.folder), deployment.Source.jsonData('config.json', config)],
      exclude: ['assets/*'],
      cacheControl: [deployment.CacheControl.fromString('no-cache')],
      distributionPaths: ['/*'],
    });
    // The page names its parts: they must be there first.
    pages.node.addDependency(assets);
  }
}

function distribution(scope: Construct, bucket: s3.Bucket, input: SiteInput): cloudfront.Distribution {
  const { settings, logs } = input;
  const headers = siteHeaders({ connectTo: input.connectTo, ...readSiteDocuments(input.folder) });
  const behaviour = (name: keyof SiteHeaders): cloudfront.BehaviorOptions => ({
    origin: S3BucketOrigin.withOriginAccessControl(bucket),
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
    cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
    compress: true,
    responseHeadersPolicy: headersPolicy(scope, name, headers[name]),
  });
  return new cloudfront.Distribution(scope, 'Distribution', {
    comment: 'Sealdrop',
    defaultRootObject: 'index.html',
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    defaultBehavior: {
      ...behaviour('page'),
      functionAssociations: [
        {
          eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
          function: returnAddress(scope),
        },
      ],
    },
    additionalBehaviors: {
      [sitePaths.worker]: behaviour('worker'),
      [sitePaths.crew]: behaviour('crew'),
      [sitePaths.stream]: behaviour('stream'),
      [sitePaths.shell]: behaviour('shell'),
      [sitePaths.direct]: behaviour('direct'),
      [sitePaths.viewer]: behaviour('viewer'),
    },
    ...(settings.site === null
      ? {}
      : {
          domainNames: [settings.site.domainName],
          minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
          certificate: acm.Certificate.fromCertificateArn(scope, 'Certificate', settings.site.certificateArn),
        }),
    ...(logs === null ? {} : { logBucket: logs, logFilePrefix: 'cloudfront/' }),
  });
}

/** Sign-in comes back to `/callback`, which is the page. */
function returnAddress(scope: Construct): cloudfront.Function {
  return new cloudfront.Function(scope, 'ReturnAddress', {
    runtime: cloudfront.FunctionRuntime.JS_2_0,
    code: cloudfront.FunctionCode.fromInline(
      [
        'function handler(event) {',
        "  if (event.request.uri === '/callback') event.request.uri = '/index.html';",
        '  return event.request;',
        '}',
      ].join('\n'),
    ),
  });
}

/** CloudFront wants the headers it knows by name in fields of their own; the others go as they are. */
function headersPolicy(
  scope: Construct,
  name: string,
  headers: Readonly<Record<string, string>>,
): cloudfront.ResponseHeadersPolicy {
  const {
    'content-security-policy': contentSecurityPolicy = '',
    'strict-transport-security': transportSecurity = '',
    'referrer-policy': referrerPolicy,
    'x-content-type-options': contentTypeOptions,
    'access-control-allow-origin': readableBy,
    ...custom
  } = headers;
  if (referrerPolicy !== 'no-referrer' || contentTypeOptions !== 'nosniff') {
    throw new Error('security-headers.ts says something that the stack does not know how to say');
  }
  if (readableBy !== undefined && readableBy !== '*') throw new Error(`readable by ${readableBy}`);
  return new cloudfront.ResponseHeadersPolicy(scope, `Headers-${name}`, {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: maxAge(transportSecurity), override: true },
    },
    ...(readableBy === undefined ? {} : { corsBehavior: readableByAnybody }),
    customHeadersBehavior: {
      customHeaders: Object.entries(custom).map(([header, value]) => ({ header, value, override: true })),
    },
  });
}

const readableByAnybody: cloudfront.ResponseHeadersCorsBehavior = {
  accessControlAllowOrigins: ['*'],
  accessControlAllowMethods: ['GET', 'HEAD'],
  accessControlAllowHeaders: ['*'],
  accessControlAllowCredentials: false,
  originOverride: true,
};

function maxAge(transportSecurity: string): Duration {
  const seconds = /^max-age=(\d+)$/u.exec(transportSecurity)?.[1];
  if (seconds === undefined) throw new Error(`strict-transport-security: ${transportSecurity}`);
  return Duration.seconds(Number(seconds));
}
