import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { headersNameOf } from '../../security-headers.ts';
import { headerTable } from '../../testing/header-table.ts';
import { everything, only, synthesize, usual } from './templates.ts';

/** What holds of the site behind CloudFront. Tests, for `stack.test.ts`. */
export function siteFacts(): void {
  describe('the site', () => {
    it('is read by CloudFront alone, over TLS', () => {
      usual().hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
        OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always' }),
      });
      for (const template of [usual(), everything()]) {
        const distribution = only(template, 'AWS::CloudFront::Distribution');
        const policies = JSON.stringify(distribution).match(/"ViewerProtocolPolicy":"[^"]+"/gu);
        expect(policies?.length).toBe(7);
        expect(new Set(policies)).toEqual(new Set(['"ViewerProtocolPolicy":"redirect-to-https"']));
      }
      everything().hasResourceProperties('AWS::CloudFront::Distribution', {
        DistributionConfig: {
          Aliases: ['files.example.org'],
          ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
        },
      });
    });

    it('sends each file with the headers it has in npm start', () => {
      for (const { path, kind, headers } of headerTable(['https://s3.test'])) {
        expect(headersNameOf(path), path).toBe(kind);
        const policy = headersPolicy(usual(), kind);
        const sent = policy.SecurityHeadersConfig;
        const custom = Object.fromEntries(
          policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]),
        );
        expect(
          {
            ...custom,
            ...readableBy(policy.CorsConfig),
            'content-security-policy': withoutOrigins(
              textOf(sent.ContentSecurityPolicy.ContentSecurityPolicy),
            ),
            'strict-transport-security': `max-age=${sent.StrictTransportSecurity.AccessControlMaxAgeSec}`,
            'referrer-policy': sent.ReferrerPolicy.ReferrerPolicy,
            'x-content-type-options': 'nosniff',
          },
          path,
        ).toEqual({
          ...headers,
          'content-security-policy': withoutOrigins(headers['content-security-policy']),
        });
      }
    });

    it('lets the app reach its own bucket, KMS, Cognito and the sign-in pages, nobody else', () => {
      const { ContentSecurityPolicy: policy } = headersPolicy(everything(), 'worker').SecurityHeadersConfig;
      const text = textOf(policy.ContentSecurityPolicy);
      const origins = /connect-src 'self' ([^;]*)/u.exec(text)?.[1]?.split(' ');
      expect(origins).toHaveLength(5);
      expect(origins).toContain('https://drop.auth.<>.amazoncognito.com');
    });

    it('lets the app reach another S3 and its STS where one is chosen', () => {
      const other = synthesize({
        storage: {
          bucket: 'sealed',
          endpoint: 'https://s3.example.org',
          pathStyle: false,
          credentials: {
            source: 'web-identity',
            endpoint: 'https://sts.example.org',
            roleArn: 'arn:aws:iam:::role/a',
          },
        },
      });
      const { ContentSecurityPolicy: policy } = headersPolicy(other, 'worker').SecurityHeadersConfig;
      const text = textOf(policy.ContentSecurityPolicy);
      const origins = /connect-src 'self' ([^;]*)/u.exec(text)?.[1]?.split(' ');
      expect(origins?.slice(5)).toEqual(['https://sealed.s3.example.org', 'https://sts.example.org']);
    });

    it('answers sign-in’s return with the page', () => {
      usual().hasResourceProperties('AWS::CloudFront::Function', {
        FunctionCode: Match.stringLikeRegexp("'/callback'\\) event\\.request\\.uri = '/index\\.html'"),
      });
    });

    it('gets a configuration without the scope that Cognito refuses', () => {
      expect(JSON.stringify(usual().toJSON())).not.toContain('offline_access');
    });
  });
}

const headersSchema = v.object({
  Properties: v.object({
    ResponseHeadersPolicyConfig: v.object({
      SecurityHeadersConfig: v.object({
        ContentSecurityPolicy: v.object({ ContentSecurityPolicy: v.unknown() }),
        StrictTransportSecurity: v.object({ AccessControlMaxAgeSec: v.number() }),
        ReferrerPolicy: v.object({ ReferrerPolicy: v.string() }),
      }),
      CorsConfig: v.optional(
        v.object({
          AccessControlAllowCredentials: v.literal(false),
          AccessControlAllowOrigins: v.object({ Items: v.array(v.string()) }),
          OriginOverride: v.literal(true),
        }),
      ),
      CustomHeadersConfig: v.object({
        Items: v.array(v.object({ Header: v.string(), Value: v.string() })),
      }),
    }),
  }),
});

function headersPolicy(template: Template, name: string) {
  const all = Object.entries(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
  const [found] = all.filter(([id]) => id.includes(`Headers${name}`)).map(([, policy]) => policy);
  return v.parse(headersSchema, found).Properties.ResponseHeadersPolicyConfig;
}

type Cors = ReturnType<typeof headersPolicy>['CorsConfig'];

/** As CloudFront sends it, which does not take it among the headers that go as they are. */
function readableBy(cors: Cors): Readonly<Record<string, string>> {
  if (cors === undefined) return {};
  return { 'access-control-allow-origin': cors.AccessControlAllowOrigins.Items.join() };
}

const joined = v.object({ 'Fn::Join': v.tuple([v.string(), v.array(v.unknown())]) });

/** A string of the template, with `<>` for what is known only when it is deployed. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [between, parts] = v.parse(joined, value)['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : '<>')).join(between);
}

/** The policy without the origins of `connect-src`, which differ by deployment. */
function withoutOrigins(policy: string): string {
  return policy.replace(/(connect-src 'self')[^;]*/u, '$1');
}
