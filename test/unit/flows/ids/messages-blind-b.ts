/** Slack messages of a bank, a fashion shop and a hospital chain, and the flow IDs a colleague would see in each. */
export const BLIND_B: readonly { message: unknown; ids: string[] }[] = [
  {
    message: {
      text: 'morning! card replacement flow went live in prod: 7824115867561081',
    },
    ids: ['7824115867561081'],
  },
  {
    message: {
      text: 'the loan calculator flow is 636235731488161, the old one (4515382229892996) gets deprecated on 2026-03-01',
    },
    ids: ['636235731488161', '4515382229892996'],
  },
  {
    message: {
      text: 'can someone check why flow `21325780772103940` is still DRAFT? RequestId E66CD343-052D-4776-8E5B-0C9F08C82289',
    },
    ids: ['21325780772103940'],
  },
  {
    message: {
      text: "Customer paid with card 1418808773832951, chargeback opened, ticket 48213377. Please don't paste PANs here :rage:",
    },
    ids: [],
  },
  {
    message: {
      text: 'IBAN for the refund: DE29222135058775684896, reference INV-2026-004417',
    },
    ids: [],
  },
  {
    message: {
      text: 'IBAN ohne Leerzeichen bitte: AT123454208075981020 – Betrag 1.249,90 €',
    },
    ids: [],
  },
  {
    message: {
      text: 'Release checklist *KYC 4.12.0*\n• flow published: `8124924063782557`\n• fallback flow: `3533283684383364`\n• git sha `2e3b52a3858886484fbe8caac799ce2eb60ede3d`\n• image digest md5 `3617fb147b9086c2a9dd1af94b6fb1e8`\n• sign-off compliance: CHG0048812',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'b1022',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Release checklist ',
                },
                {
                  type: 'text',
                  text: 'KYC 4.12.0',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '\n',
                },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 0,
              border: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'flow published: ',
                    },
                    {
                      type: 'text',
                      text: '8124924063782557',
                      style: {
                        code: true,
                      },
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'fallback flow: ',
                    },
                    {
                      type: 'text',
                      text: '3533283684383364',
                      style: {
                        code: true,
                      },
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'git sha ',
                    },
                    {
                      type: 'text',
                      text: '2e3b52a3858886484fbe8caac799ce2eb60ede3d',
                      style: {
                        code: true,
                      },
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'image digest md5 ',
                    },
                    {
                      type: 'text',
                      text: '3617fb147b9086c2a9dd1af94b6fb1e8',
                      style: {
                        code: true,
                      },
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'sign-off compliance: CHG0048812',
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['8124924063782557', '3533283684383364'],
  },
  {
    message: {
      text: '<@U0L225XLPZH> the dispute flow keeps failing on screen 3, see \n```2026-02-11T09:14:22.118Z ERROR flow-gateway traceId=477272a4f08e54c1c0b717801af4517d spanId=1e6518d5b5451cdb\n  msg="screen DISPUTE_REASON not found" flowId=9736366246718933\n  requestId=005697AE-4531-4587-B911-1D7EA690BCFE```',
      blocks: [
        {
          type: 'rich_text',
          block_id: '930e7',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'user',
                  user_id: 'U0L225XLPZH',
                },
                {
                  type: 'text',
                  text: ' the dispute flow keeps failing on screen 3, see ',
                },
              ],
            },
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: '2026-02-11T09:14:22.118Z ERROR flow-gateway traceId=477272a4f08e54c1c0b717801af4517d spanId=1e6518d5b5451cdb\n  msg="screen DISPUTE_REASON not found" flowId=9736366246718933\n  requestId=005697AE-4531-4587-B911-1D7EA690BCFE',
                },
              ],
              border: 0,
            },
          ],
        },
      ],
    },
    ids: ['9736366246718933'],
  },
  {
    message: {
      text: 'incident timeline\n• 09:02 alert fired (epoch 1745843940)\n• 09:05 oncall acked, corr id bb0ff8a10b0f6555e5c2b5b212572f52\n• 09:31 mitigated\n• 10:10 closed, PIR in JIRA BANK-20418',
      blocks: [
        {
          type: 'rich_text',
          block_id: '92b2a',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'incident timeline',
                },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 0,
              border: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: '09:02 alert fired (epoch 1745843940)',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: '09:05 oncall acked, corr id bb0ff8a10b0f6555e5c2b5b212572f52',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: '09:31 mitigated',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: '10:10 closed, PIR in JIRA BANK-20418',
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          fallback: '[FIRING:1] FlowEndpointErrorRate',
          color: 'danger',
          title: '[FIRING:1] FlowEndpointErrorRate',
          text: 'Error rate 7.3% > 5% for 10m',
          fields: [
            {
              title: 'flow_id',
              value: '5732887426028643',
              short: true,
            },
            {
              title: 'env',
              value: 'prod',
              short: true,
            },
            {
              title: 'trace',
              value: '0c69409c3cd74821060bcc54ba9e42b0',
              short: false,
            },
          ],
          ts: 1770822000,
        },
      ],
    },
    ids: ['5732887426028643'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          fallback: '[RESOLVED] WebhookLatencyHigh',
          color: 'good',
          title: '[RESOLVED] WebhookLatencyHigh',
          text: 'p99 back to 812 ms',
          fields: [
            {
              title: 'pod',
              value: 'chat-webhook-6c9f7d5b4-x2x9k',
              short: true,
            },
            {
              title: 'WABA ID',
              value: '212858717637451',
              short: true,
            },
            {
              title: 'phone_number_id',
              value: '101047557341812',
              short: true,
            },
            {
              title: 'fingerprint',
              value: '8059b9639f5ded3e',
              short: true,
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: "Phone number ID is 279074496494179, WABA 3361674830183978. Don't mix them up again please",
    },
    ids: [],
  },
  {
    message: {
      text: 'flow id: loan_sim-2025b is what the sandbox uses, not the long number',
    },
    ids: ['loan_sim-2025b'],
  },
  {
    message: {
      text: "flowId=5052629481 in staging, that's from the demo account",
    },
    ids: ['5052629481'],
  },
  {
    message: {
      text: 'GET /flow-json/3674128249958277?custSpaceId=cams-8itsv&amp;verbose=1 returns 404 for me',
    },
    ids: ['3674128249958277'],
  },
  {
    message: {
      text: '<https://camsconsole.example.com/flows/7386360531307165/edit|open in console> – somebody left a typo on the PIN screen',
    },
    ids: ['7386360531307165'],
  },
  {
    message: {
      text: '<https://chatbank.slack.com/archives/C04QX7TR81M/p1758469917152471|see thread> and <https://chatbank.slack.com/archives/C04QX7TR81M/p1752578303740004?thread_ts=1745213984.277563&amp;cid=C04QX7TR81M|this reply>',
    },
    ids: [],
  },
  {
    message: {
      text: 'Call me when done: <tel:+4915123456789|+49 151 23456789>, or the hotline <tel:+80012345678901|+800 1234 5678 901>',
    },
    ids: [],
  },
  {
    message: {
      text: '*Flow inventory (bank)*\n• Card block – `9660526046244387`\n• Card PIN – `7373817577850253`\n• Branch appointment – `8501f7a33be250315824fcea2c0ce2a9`',
    },
    ids: ['9660526046244387', '7373817577850253', '8501f7a33be250315824fcea2c0ce2a9'],
  },
  {
    message: {
      text: 'md5 of the uploaded json: df515f650abf5df028a464494c8f64ef  flow.json\nsha1: 9d6dcf8cbf0f79c3aa7ce469dd433f9f76633708  flow.json\nlooks the same as yesterday',
    },
    ids: [],
  },
  {
    message: {
      text: 'deployed chat-backend@cd4374b216576f4c9cd109e3e7dc4331cec7fd96 to prod-eu by <@U03KLM29XQZ> at <!date^1770810300^{date_short_pretty} {time}|Feb 11, 2026 11:45 AM>',
    },
    ids: [],
  },
  {
    message: {
      text: 'So which one is it, 8404964426135439 or 3004205574650176? Both are called "Account opening v3" in CAMS',
    },
    ids: ['8404964426135439', '3004205574650176'],
  },
  {
    message: {
      text: '4794385130046794',
    },
    ids: ['4794385130046794'],
  },
  {
    message: {
      text: '17237047936879947 ← this one please, thanks :pray:',
    },
    ids: ['17237047936879947'],
  },
  {
    message: {
      text: 'Rate for the mortgage campaign: 3.875 %, max 250,000.00 EUR, 120 months, campaign no. 845410589155012',
    },
    ids: [],
  },
  {
    message: {
      text: 'The template ID changed to 6476776683993353 after Meta re-approved it. Nothing else changed.',
    },
    ids: [],
  },
  {
    message: {
      text: 'template 4900802526838706 references flow 9592447702932703 – the button still points to the right one',
    },
    ids: ['9592447702932703'],
  },
  {
    message: {
      text: 'log from last night',
      files: [
        {
          id: 'F0D96HU6FPU',
          name: 'gateway.log',
          title: 'gateway.log 2026-02-10',
          mimetype: 'text/plain',
          filetype: 'text',
          mode: 'snippet',
          preview:
            '02:13:01 INFO  start POST /v1/flows/4766504723225768/publish\n02:13:02 WARN  retry 1 x-acs-request-id: 230FCC54-2FF0-4C19-89F1-2131E03DC871\n02:13:04 ERROR InternalError traceId=631bd31f5dbe779c3f03353bc40622fd',
        },
      ],
    },
    ids: ['4766504723225768'],
  },
  {
    message: {
      text: '',
      files: [
        {
          id: 'F0KEWRVRJQV',
          name: 'flow_1_d16_dispute_reasons_json.txt',
          title: 'flow 4318549163940109 – dispute reasons.json',
          mimetype: 'text/plain',
          filetype: 'javascript',
          mode: 'snippet',
          preview: '{\n  "version": "6.3",\n  "screens": [\n    { "id": "REASON", "title": "Why?" }\n  ]\n}',
        },
      ],
    },
    ids: ['4318549163940109'],
  },
  {
    message: {
      text: 'nginx access log as requested',
      files: [
        {
          id: 'F06X059LDFD',
          name: 'access.log',
          title: 'access.log',
          mimetype: 'text/plain',
          filetype: 'text',
          mode: 'snippet',
          preview:
            '10.12.4.77 - - [11/Feb/2026:09:12:44 +0100] "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.31" rid=4201aa1490af0b03bf5934147a91bfe7\n10.12.4.78 - - [11/Feb/2026:09:12:49 +0100] "POST /webhook HTTP/1.1" 200 17 rid=74b74168f5120678eea2cedd84667fb9',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'from the customer:\n&gt; I have been charged 3 times, transaction 8972258965607270 and 4184829184201435, my account is 0049-2213-88 and I want my 89.90 back',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'd1dea',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'from the customer:',
                },
              ],
            },
            {
              type: 'rich_text_quote',
              elements: [
                {
                  type: 'text',
                  text: 'I have been charged 3 times, transaction 8972258965607270 and 4184829184201435, my account is 0049-2213-88 and I want my 89.90 back',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'support escalation *ESC-7741*: user stuck in the flow `5939473973229270` after OTP. Customer no. 9485604659, phone +34 612 345 678. :hourglass:',
      blocks: [
        {
          type: 'rich_text',
          block_id: '9d47b',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'support escalation ',
                },
                {
                  type: 'text',
                  text: 'ESC-7741',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: ': user stuck in the flow ',
                },
                {
                  type: 'text',
                  text: '5939473973229270',
                  style: {
                    code: true,
                  },
                },
                {
                  type: 'text',
                  text: ' after OTP. Customer no. 9485604659, phone +34 612 345 678. ',
                },
                {
                  type: 'emoji',
                  name: 'hourglass',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['5939473973229270'],
  },
  {
    message: {
      text: 'Hallo zusammen, der Flow für die Terminvereinbarung hat jetzt die ID 5863969774936404, bitte im Template austauschen.',
    },
    ids: ['5863969774936404'],
  },
  {
    message: {
      text: 'Kundennummer 193557205219231, Auftrag 4500123987, der Kunde möchte zurückgerufen werden: 0171 2345678',
    },
    ids: [],
  },
  {
    message: {
      text: '请把流程 ID：5639500442605337 发布到生产环境，谢谢',
    },
    ids: ['5639500442605337'],
  },
  {
    message: {
      text: '流程 ID「kyc-cn_0712」在测试环境可以打开，生产环境打不开',
    },
    ids: ['kyc-cn_0712'],
  },
  {
    message: {
      text: '客户的银行卡号是 7687799392207101，请不要发到群里。订单号 709170408724907409。',
    },
    ids: [],
  },
  {
    message: {
      text: '今天的发布时间：2026-02-12 14:30，版本 v3.8.1，负责人 <@U05ZH8CNQ2W>',
    },
    ids: [],
  },
  {
    message: {
      text: 'El flujo de apertura de cuenta es 7691003999202700; el de bloqueo de tarjeta, 3402980338146562.',
    },
    ids: ['7691003999202700', '3402980338146562'],
  },
  {
    message: {
      text: 'Factura F-2026-66102923, importe 12.480,55 €, CIF B75410562, vencimiento 28/02/2026',
    },
    ids: [],
  },
  {
    message: {
      text: 'Deploy bot: *prod-eu-1* \n• build `#18842`\n• commit <https://github.com/chatbank/flows/commit/5dcc6499f379748ac124cf50be7620024ce090a8|539cd92>\n• artifact sha256 `e4e4fbd54e28c181a26b21e5788af2be134587976ef830b9bd81cf9cfd6e190d`\n• duration 4m 12s',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'd189f',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Deploy bot: ',
                },
                {
                  type: 'text',
                  text: 'prod-eu-1',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: ' ',
                },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 0,
              border: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'build ',
                    },
                    {
                      type: 'text',
                      text: '#18842',
                      style: {
                        code: true,
                      },
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'commit ',
                    },
                    {
                      type: 'link',
                      url: 'https://github.com/chatbank/flows/commit/5dcc6499f379748ac124cf50be7620024ce090a8',
                      text: '539cd92',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'artifact sha256 ',
                    },
                    {
                      type: 'text',
                      text: 'e4e4fbd54e28c181a26b21e5788af2be134587976ef830b9bd81cf9cfd6e190d',
                      style: {
                        code: true,
                      },
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'duration 4m 12s',
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'Deploy finished',
      blocks: [
        {
          type: 'header',
          text: {
            type: 'plain_text',
            text: 'Deploy finished: flows-sync 1.44.0',
          },
        },
        {
          type: 'section',
          fields: [
            {
              type: 'mrkdwn',
              text: '*Flow ID*\n8614849537395335',
            },
            {
              type: 'mrkdwn',
              text: '*Commit*\n`0dcaef6642430824727b0f5ab5e835d5a5368159`',
            },
            {
              type: 'mrkdwn',
              text: '*Operator*\n<@U02AB7KQ91M>',
            },
          ],
        },
        {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              text: 'run 9912837465 · trace c3839dcdd4546088a83492b4d6a60c1e',
            },
          ],
        },
      ],
    },
    ids: ['8614849537395335'],
  },
  {
    message: {
      text: 'Nightly sync report',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*Nightly sync* finished: 214 flows, 0 changed, 0 failed\nrun id `6b18d259-53e8-46b0-8303-8648651524c9`',
          },
        },
        {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              text: 'started <!date^1770768000^{date_num} {time_secs}|2026-02-11 01:00:00>',
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'Publish request',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '<@U07MARTA31X> wants to publish *Travel notice* (`72765935359730744`) to prod',
          },
        },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              text: {
                type: 'plain_text',
                text: 'Approve',
              },
              action_id: 'approve',
              value: 'yes',
            },
          ],
        },
      ],
    },
    ids: ['72765935359730744'],
  },
  {
    message: {
      text: 'spreadsheet from risk:\nname\tflow id\tstatus\nFraud check\t6103362399902679\tPUBLISHED\nLimit raise\t2269836063427024\tDRAFT\nAddress change\t9857009079620112\tPUBLISHED',
    },
    ids: ['6103362399902679', '2269836063427024', '9857009079620112'],
  },
  {
    message: {
      text: 'date\tcampaign\tsent\tdelivered\tcost\n2026-02-01\t778120033451209\t120,400\t118,912\t€1,204.00\n2026-02-02\t778120033451217\t98,010\t97,440\t€980.10',
    },
    ids: [],
  },
  {
    message: {
      text: 'correlation id c13f93bcd8a3ba5ceb2ce40a66e0f4a4 if you want to look in Kibana',
    },
    ids: [],
  },
  {
    message: {
      text: 'AccessKey rotated, new one starts with LTAI5t and ends with 9Qe. Never paste the full key here',
    },
    ids: [],
  },
  {
    message: {
      text: 'Who leaked `LTAI5tMk7Qz2XwR8bVn4Yc1P` in the repo?? rotate now',
    },
    ids: [],
  },
  {
    message: {
      text: 'error from CAMS when I publish:\n```{"Code":"Flow.InvalidStatus","Message":"flow 5554274868483507 is not in DRAFT","RequestId":"3180482F-0051-4619-AC1E-62AE316B323C"}```',
    },
    ids: ['5554274868483507'],
  },
  {
    message: {
      text: '```{"Code":"OK","RequestId":"8FA34CCC-2E64-41A5-B5A8-A08A5643641E","Data":{"FlowId":"2822180318023095","FlowName":"pension_survey","Status":"DRAFT"}}```',
    },
    ids: ['2822180318023095'],
  },
  {
    message: {
      text: '```{"Code":"Throttling.User","Message":"Request was denied due to user flow control.","RequestId":"54C6D061-D864-44E3-9A5B-CE524D3077A2","HostId":"cams.ap-southeast-1.aliyuncs.com"}```',
    },
    ids: [],
  },
  {
    message: {
      text: 'lunch? 12:30 at the usual place, I owe you 14.50 from last time :joy:',
    },
    ids: [],
  },
  {
    message: {
      text: 'my new desk phone is 4471, the meeting room is 3.114, PIN for zoom 883 1290 4471 is 552190',
    },
    ids: [],
  },
  {
    message: {
      text: 'flow_id: 6cf251656b10096a5b27de9db5b98a6e (pension survey), flow_id: dbc18e5216a80fb9bce7c6dc6a44b7bf (pension survey B variant). Checksum of export: c7802e2b5ed4d607ff2dd9d0cfea3bbd',
    },
    ids: ['6cf251656b10096a5b27de9db5b98a6e', 'dbc18e5216a80fb9bce7c6dc6a44b7bf'],
  },
  {
    message: {
      text: 'A/B test winner is variant B (flow 8799089742201953), 41.7 % vs 38.2 % completion; n = 18,204',
    },
    ids: ['8799089742201953'],
  },
  {
    message: {
      text: 'Swagger says `GET /flows/{flowId}`; I called <https://api.chatbank.example/flows/acct-open-17> and got 200',
    },
    ids: ['acct-open-17'],
  },
  {
    message: {
      text: '<https://api.chatbank.example/customers/7449907156611222/contracts/1269254452> returns 500, can somebody from core banking look?',
    },
    ids: [],
  },
  {
    message: {
      text: 'DUPLICATE: <https://console.example.com/whatsapp?flowId=9816828645298551&amp;tab=preview> and <https://console.example.com/whatsapp?flowId=9816828645298551&amp;tab=json> are the same flow',
    },
    ids: ['9816828645298551'],
  },
  {
    message: {
      text: 'Ping <@U04TT7R1XKD>: the SWIFT reference for the payment is 3940965988122955, value date 12.02.2026, 40.000,00 CHF',
    },
    ids: [],
  },
  {
    message: {
      text: 'IMEI of the test phones: 338656349834825, 116536848052972. Second one has a broken display',
    },
    ids: [],
  },
  {
    message: {
      text: 'on the Pixel (IMEI 795462678520032) flow 2814335556501177 renders fine, on the iPhone 13 it cuts off the footer',
    },
    ids: ['2814335556501177'],
  },
  {
    message: {
      text: 'spring sale flow = 8393203735251548, please wire the CTA before Thursday 18:00',
    },
    ids: ['8393203735251548'],
  },
  {
    message: {
      text: 'Order 302-2912060-7964749 never arrived, DHL parcel 00340434161832348560, customer is very angry',
    },
    ids: [],
  },
  {
    message: {
      text: 'tracking: 1Z999AA12049591287, UPS says "exception"',
    },
    ids: [],
  },
  {
    message: {
      text: 'EAN 2791640695230 is sold out in S and M, 49.99 → 34.99',
    },
    ids: [],
  },
  {
    message: {
      text: 'new size finder: flow id d5763cceef4e30b0e68e4a1d773fb7e5, replaces flow id 86d71508e27f1e39d70cde35c12bcd20',
    },
    ids: ['d5763cceef4e30b0e68e4a1d773fb7e5', '86d71508e27f1e39d70cde35c12bcd20'],
  },
  {
    message: {
      text: '*Campaign plan – Valentine*\n• Audience: 84,300 contacts (segment 5512)\n• Template `valentine_2026_en` (ID 1701524968552517)\n• Flow `2623227518852075` – gift finder\n• Budget 6,500 €\n• Send 13 Feb 09:00 CET',
      blocks: [
        {
          type: 'rich_text',
          block_id: '986af',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Campaign plan – Valentine',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '\n',
                },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'ordered',
              indent: 0,
              border: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Audience: 84,300 contacts (segment 5512)',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Template ',
                    },
                    {
                      type: 'text',
                      text: 'valentine_2026_en',
                      style: {
                        code: true,
                      },
                    },
                    {
                      type: 'text',
                      text: ' (ID 1701524968552517)',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Flow ',
                    },
                    {
                      type: 'text',
                      text: '2623227518852075',
                      style: {
                        code: true,
                      },
                    },
                    {
                      type: 'text',
                      text: ' – gift finder',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Budget 6,500 €',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Send 13 Feb 09:00 CET',
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['2623227518852075'],
  },
  {
    message: {
      text: '*Campaign plan – Easter*\n• Audience: 120k\n• Template ID `237755237343478`\n• Campaign number 2026-0417-EU\n• Budget 9,000 €\n• no flow this time, just the catalogue',
      blocks: [
        {
          type: 'rich_text',
          block_id: '1a928',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Campaign plan – Easter',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '\n',
                },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'ordered',
              indent: 0,
              border: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Audience: 120k',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Template ID ',
                    },
                    {
                      type: 'text',
                      text: '237755237343478',
                      style: {
                        code: true,
                      },
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Campaign number 2026-0417-EU',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'Budget 9,000 €',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'no flow this time, just the catalogue',
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'returns flow: <https://console.example.com/flows/4351546648299188|Returns v7> / exchange flow: <https://console.example.com/flows/4428443736958539|Exchange v2>',
      blocks: [
        {
          type: 'rich_text',
          block_id: '6a5a3',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'returns flow: ',
                },
                {
                  type: 'link',
                  url: 'https://console.example.com/flows/4351546648299188',
                  text: 'Returns v7',
                },
                {
                  type: 'text',
                  text: ' / exchange flow: ',
                },
                {
                  type: 'link',
                  url: 'https://console.example.com/flows/4428443736958539',
                  text: 'Exchange v2',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['4351546648299188', '4428443736958539'],
  },
  {
    message: {
      text: 'inspo: <https://www.facebook.com/hm/posts/4183582930807722> and <https://www.linkedin.com/feed/update/urn:li:activity:450863790910081337/> – love the carousel',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'ab1f2',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'inspo: ',
                },
                {
                  type: 'link',
                  url: 'https://www.facebook.com/hm/posts/4183582930807722',
                },
                {
                  type: 'text',
                  text: ' and ',
                },
                {
                  type: 'link',
                  url: 'https://www.linkedin.com/feed/update/urn:li:activity:450863790910081337/',
                },
                {
                  type: 'text',
                  text: ' – love the carousel',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '<https://www.tiktok.com/@zara/video/726564638331788661> so good lol',
    },
    ids: [],
  },
  {
    message: {
      text: '<https://x.com/levis/status/1817391947970382091|this tweet> has 2.1M views already',
    },
    ids: [],
  },
  {
    message: {
      text: '<https://www.instagram.com/reel/C3x9K1qLm7Z/> our competitor copies our flow',
    },
    ids: [],
  },
  {
    message: {
      text: 'Meta ad id 12075554891839651, adset 12072627838274050, spent 412.80 € yesterday',
    },
    ids: [],
  },
  {
    message: {
      text: 'ad points to the wrong flow! should be 7243162605780930, is 9146033068702184',
    },
    ids: ['7243162605780930', '9146033068702184'],
  },
  {
    message: {
      text: 'Bestellung 5712034642387579 wurde doppelt berechnet, Rechnung RE-2026-118812, Kundin: Frau Meier, Kd.-Nr. 88412095',
    },
    ids: [],
  },
  {
    message: {
      text: 'Der neue Newsletter-Flow: `18982474982988010`. Der alte kann weg.',
    },
    ids: ['18982474982988010'],
  },
  {
    message: {
      text: 'Flow-ID 9769043543608106 (Größenberater) ist live, Übersetzungen DE/AT/CH sind drin',
    },
    ids: ['9769043543608106'],
  },
  {
    message: {
      text: 'La nouvelle version du flux "retours" est 5402543281629499, merci de tester avant midi',
    },
    ids: ['5402543281629499'],
  },
  {
    message: {
      text: 'Commande n° 707829049147533, colis 6A73301008696, remboursement 59,90 € demandé le 10/02/2026',
    },
    ids: [],
  },
  {
    message: {
      text: "Le client +33 6 12 34 56 78 n'a pas reçu son code, SIRET 72280680527822",
    },
    ids: [],
  },
  {
    message: {
      text: 'O fluxo de troca é 3246838113967732 e o de devolução 6698575780614720, podem testar?',
    },
    ids: ['3246838113967732', '6698575780614720'],
  },
  {
    message: {
      text: 'Pedido 986127986027777, NF-e 35260212345678000190550010000123452245689648, valor R$ 249,90',
    },
    ids: [],
  },
  {
    message: {
      text: 'CPF 123.456.789-09, pix chave 31ec2475-12e6-4385-8b2b-3597511b2a8b, R$ 89,00 – cliente quer estorno',
    },
    ids: [],
  },
  {
    message: {
      text: '新品活动的 flow id 是 9195543496777896，预算 30000 元，周五上线',
    },
    ids: ['9195543496777896'],
  },
  {
    message: {
      text: '物流单号 SF1845835857529，订单 261211195883935989，客户催了三次了',
    },
    ids: [],
  },
  {
    message: {
      text: '两个流程都要更新：5831049090195683、5690007812967374',
    },
    ids: ['5831049090195683', '5690007812967374'],
  },
  {
    message: {
      text: '支付宝交易号 9707880257212457538728944770，退款 128.00 元',
    },
    ids: [],
  },
  {
    message: {
      text: 'New order escalation',
      attachments: [
        {
          color: '#ff9900',
          pretext: 'Zendesk',
          title: 'Ticket #4418823',
          title_link: 'https://shop.zendesk.example/agent/tickets/4418823',
          text: "Customer can't finish the return.",
          fields: [
            {
              title: 'Order',
              value: '1059669040737694',
              short: true,
            },
            {
              title: 'Customer',
              value: '77120934',
              short: true,
            },
            {
              title: 'Flow ID',
              value: '6631499637097502',
              short: true,
            },
          ],
          footer: 'Zendesk',
        },
      ],
    },
    ids: ['6631499637097502'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          color: '#cccccc',
          title: 'Shopify: refund issued',
          text: 'Refund of €74.95 for order #10448',
          fields: [
            {
              title: 'Order ID',
              value: '6073044996084',
              short: true,
            },
            {
              title: 'Transaction',
              value: '96660381744340',
              short: true,
            },
            {
              title: 'Card',
              value: '•••• 4242',
              short: true,
            },
            {
              title: 'Payment reference',
              value: '6369750135377945',
              short: true,
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          color: 'danger',
          title: "Sentry: TypeError: cannot read properties of undefined (reading 'price')",
          title_link: 'https://sentry.example/organizations/shop/issues/7165310905/',
          text: 'event 669695eed33a7394b8101bc242d16207',
          fields: [
            {
              title: 'release',
              value: 'shop-web@9b4b75304052',
              short: true,
            },
            {
              title: 'users',
              value: '214',
              short: true,
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          color: 'danger',
          title: 'Sentry: FlowRenderError',
          text: 'flow 5876111640965268 screen SIZE has no footer',
          fields: [
            {
              title: 'event_id',
              value: '62da70729443b248cbcc0bdd1e7e43bc',
              short: false,
            },
            {
              title: 'release',
              value: 'flow-proxy@2.9.1',
              short: true,
            },
          ],
          footer: 'Sentry',
          ts: 1770801111,
        },
      ],
    },
    ids: ['5876111640965268'],
  },
  {
    message: {
      text: 'who broke this?',
      attachments: [
        {
          color: 'warning',
          fallback: 'Grafana',
          title: '[Alerting] flow completion < 20 %',
          fields: [
            {
              title: 'flow',
              value: '4869486213130230',
              short: true,
            },
            {
              title: 'flow',
              value: '6671852549895002',
              short: true,
            },
            {
              title: 'value',
              value: '17.31',
              short: true,
            },
          ],
          image_url: 'https://grafana.example/render/5ed5cfc07f82d434cb838f045dfcbc76.png',
        },
      ],
    },
    ids: ['4869486213130230', '6671852549895002'],
  },
  {
    message: {
      text: 'invoice AWS/Alibaba Jan: 2026-01-137542819, USD 3,412.77, account UID 8678233889012924',
    },
    ids: [],
  },
  {
    message: {
      text: 'Alibaba Cloud account UID 9565032948704993, bill 2026-01, 18,220.40 CNY',
    },
    ids: [],
  },
  {
    message: {
      text: 'spreadsheet:\n| SKU | EAN | price |\n| 88123 | 2401494042327 | 29.99 |\n| 88124 | 1022767490429 | 39.99 |',
    },
    ids: [],
  },
  {
    message: {
      text: '| flow | id | lang |\n|---|---|---|\n| Returns | 1627679240019098 | en |\n| Retouren | 8032335076414509 | de |\n| Devoluciones | 8895288853850437 | es |\n| Retours | 6201988094166536 | fr |',
    },
    ids: ['1627679240019098', '8032335076414509', '8895288853850437', '6201988094166536'],
  },
  {
    message: {
      text: 'name,flow_id,owner\nbirthday,2792226751926098,lena\nwishlist,2cbfbf03d3637a8cefcefdc31193b5bb,tom',
    },
    ids: ['2792226751926098', '2cbfbf03d3637a8cefcefdc31193b5bb'],
  },
  {
    message: {
      text: 'order_id,customer_id,amount\n4119230290432099,21652732,19.99\n7197170857135665,44920960,119.00',
    },
    ids: [],
  },
  {
    message: {
      text: 'gift card 6006395865869585 has 0.00 balance, customer claims 50 €',
    },
    ids: [],
  },
  {
    message: {
      text: 'I cloned 2250935668161543 → 7699549679372208 and changed only the colours',
    },
    ids: ['2250935668161543', '7699549679372208'],
  },
  {
    message: {
      text: '~4502511890727380~ use 3652965203275806 instead',
    },
    ids: ['4502511890727380', '3652965203275806'],
  },
  {
    message: {
      text: '_reminder_: flow *137680086656799838* expires with the campaign on 28 Feb',
    },
    ids: ['137680086656799838'],
  },
  {
    message: {
      text: '&gt; which flow is used in the shoe campaign?\n7317673424465655, same as in autumn',
    },
    ids: ['7317673424465655'],
  },
  {
    message: {
      text: '&gt; order 9458457562820635 is missing\nrefunded, closed as TCK-88190',
    },
    ids: [],
  },
  {
    message: {
      text: '&gt; Flow 7178315596533521 shows an empty dropdown\nfixed, data source had 0 rows (hotfix `c847df95`)',
      blocks: [
        {
          type: 'rich_text',
          block_id: '2b8e2',
          elements: [
            {
              type: 'rich_text_quote',
              elements: [
                {
                  type: 'text',
                  text: 'Flow 7178315596533521 shows an empty dropdown',
                },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'fixed, data source had 0 rows (hotfix ',
                },
                {
                  type: 'text',
                  text: 'c847df95',
                  style: {
                    code: true,
                  },
                },
                {
                  type: 'text',
                  text: ')',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['7178315596533521'],
  },
  {
    message: {
      text: 'payload that the endpoint receives:\n```{\n  "version": "3.0",\n  "action": "data_exchange",\n  "flow_token": "216ff650-d518-4701-b511-7232be803f56",\n  "screen": "SIZE",\n  "data": { "sku": "88123", "ean": "4182825183764" }\n}```',
      blocks: [
        {
          type: 'rich_text',
          block_id: '80890',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'payload that the endpoint receives:',
                },
              ],
            },
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: '{\n  "version": "3.0",\n  "action": "data_exchange",\n  "flow_token": "216ff650-d518-4701-b511-7232be803f56",\n  "screen": "SIZE",\n  "data": { "sku": "88123", "ean": "4182825183764" }\n}',
                },
              ],
              border: 0,
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'send body:\n```{\n  "type": "interactive",\n  "to": "714693828329",\n  "action": {\n    "name": "flow",\n    "parameters": {\n      "flow_id": "1856535563681377",\n      "flow_cta": "Shop now",\n      "flow_token": "909dc981-1b21-4186-99fd-d18566aa8991"\n    }\n  }\n}```',
      blocks: [
        {
          type: 'rich_text',
          block_id: '0ca0a',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'send body:',
                },
              ],
            },
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: '{\n  "type": "interactive",\n  "to": "714693828329",\n  "action": {\n    "name": "flow",\n    "parameters": {\n      "flow_id": "1856535563681377",\n      "flow_cta": "Shop now",\n      "flow_token": "909dc981-1b21-4186-99fd-d18566aa8991"\n    }\n  }\n}',
                },
              ],
              border: 0,
            },
          ],
        },
      ],
    },
    ids: ['1856535563681377'],
  },
  {
    message: {
      text: 'curl that works:\n```curl -s "https://flows.shop.example/flow-json?flowId=4518383393697946" -H "X-Trace-Id: 9ca666ea2915a6a765911b94d247a227"```',
      blocks: [
        {
          type: 'rich_text',
          block_id: '5ac26',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'curl that works:',
                },
              ],
            },
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: 'curl -s "https://flows.shop.example/flow-json?flowId=4518383393697946" -H "X-Trace-Id: 9ca666ea2915a6a765911b94d247a227"',
                },
              ],
              border: 0,
            },
          ],
        },
      ],
    },
    ids: ['4518383393697946'],
  },
  {
    message: {
      text: 'curl that does not work:\n```curl -s https://api.shop.example/orders/4830013574332125 -H "Authorization: Bearer 0f08e798c6a60cdbb0c38aee4652713c0f58e35c617f9df62cbbeb6f019252de" -H "X-B3-TraceId: 7bb50d27f0a40b41aa3d69d62213aac0"```',
      blocks: [
        {
          type: 'rich_text',
          block_id: '3a823',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'curl that does not work:',
                },
              ],
            },
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: 'curl -s https://api.shop.example/orders/4830013574332125 -H "Authorization: Bearer 0f08e798c6a60cdbb0c38aee4652713c0f58e35c617f9df62cbbeb6f019252de" -H "X-B3-TraceId: 7bb50d27f0a40b41aa3d69d62213aac0"',
                },
              ],
              border: 0,
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '/flow-json 8928334272545532',
    },
    ids: ['8928334272545532'],
  },
  {
    message: {
      text: 'try `/flow-json size_finder-04` in the bot channel',
    },
    ids: ['size_finder-04'],
  },
  {
    message: {
      text: '`/deploy shop-web 87fa4b731df5a82aafff27fda3a2bd06571c3802` done, cdn etag "6f16717266e00b43918dd26d6473cff8"',
    },
    ids: [],
  },
  {
    message: {
      text: 'ETag mismatch: got "84705379ade59ea165bb6b83f39719c8", want "8bf50cf885604114499bce5e79dc9018" – purge the CDN cache',
    },
    ids: [],
  },
  {
    message: {
      text: 'commit fa4031ba2359e46e16cbdeb4a06834f9ed6dc262 reverts 20db08deb7bf83693ba1aac4435a8da2694d2dac, sorry folks',
    },
    ids: [],
  },
  {
    message: {
      text: 'size table as promised',
      files: [
        {
          id: 'F0DPW5BXCT1',
          name: 'sizes.csv',
          title: 'sizes.csv',
          mimetype: 'text/plain',
          filetype: 'csv',
          mode: 'snippet',
          preview: 'sku,ean,size\n88123,8980550366939,S\n88124,3963522033474,M',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'flows we need to translate until Friday',
      files: [
        {
          id: 'F0YPNWW72XS',
          name: 'flows-to-translate.csv',
          title: 'flows-to-translate.csv',
          mimetype: 'text/plain',
          filetype: 'csv',
          mode: 'snippet',
          preview: 'flow_id,name\n5214292076359059,Returns\n8366103657441003,Birthday\n4077818370377623,VIP',
        },
      ],
    },
    ids: ['5214292076359059', '8366103657441003', '4077818370377623'],
  },
  {
    message: {
      text: '',
      files: [
        {
          id: 'F03YJ4SG7VE',
          name: 'response.json',
          title: 'flowId=3324051969563766 response',
          mimetype: 'text/plain',
          filetype: 'json',
          mode: 'snippet',
          preview: '{"data":{"status":"active"}}',
        },
      ],
    },
    ids: ['3324051969563766'],
  },
  {
    message: {
      text: 'crash from my phone',
      files: [
        {
          id: 'F0SHWMJS7JP',
          name: 'crash.txt',
          title: 'crash.txt',
          mimetype: 'text/plain',
          filetype: 'text',
          mode: 'snippet',
          preview:
            'Incident Identifier: FDB3E1A3-056D-49DB-B2B6-901E83EF0EF0\nHardware Model: iPhone14,5\nOS Version: iPhone OS 18.3 (22D63)\nBinary image e650243ab3253cd714d3c08bd3d68d96 /usr/lib/libobjc.A.dylib',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'good morning! 23 °C in Lisbon, 4 in Hamburg, guess where I am working from',
    },
    ids: [],
  },
  {
    message: {
      text: 'standup in 5: <https://meet.google.com/abc-defg-hij>, dial-in <tel:+4940899988776|+49 40 899988776> PIN: 712 338 449#',
    },
    ids: [],
  },
  {
    message: {
      text: 'photo shoot is here: <https://maps.google.com/?q=53.5510846,9.9936819>, parking code 4471#',
    },
    ids: [],
  },
  {
    message: {
      text: 'warehouse coordinates 53.551084612345678, 9.993681912345678 (yes, the GPS is that precise :smile:)',
    },
    ids: [],
  },
  {
    message: {
      text: 'user <@U06LENA22QX> in <#C05SHOPQA77|shop-qa> reported this at ts 1735020391.413420',
    },
    ids: [],
  },
  {
    message: {
      text: 'thread_ts=1741305450.752122 channel=C05SHOPQA77 – bot posted twice',
    },
    ids: [],
  },
  {
    message: {
      text: 'Unix 1743675227 is when the sale starts, or 1734958261264 if your tool wants ms',
    },
    ids: [],
  },
  {
    message: {
      text: 'promo timestamps in µs for the DB folks: start_us=1770879600000000 end_us=1771138800000000',
    },
    ids: [],
  },
  {
    message: {
      text: 'Flow "Wishlist" – ID: 8346072383377680 – Status: Published – Updated: 2026-02-09 17:22',
    },
    ids: ['8346072383377680'],
  },
  {
    message: {
      text: 'Flow name: wishlist_v2\nFlow ID: 5846021887175733\nWABA ID: 573543413003973\nPhone number ID: 626790919909503\nTemplate ID: 6446798279245818',
    },
    ids: ['5846021887175733'],
  },
  {
    message: {
      text: 'WABA ID: 396118618696382\nBusiness manager: 107796514135626\nPhone: +44 7700 900123\nDisplay name: Lumo Fashion',
    },
    ids: [],
  },
  {
    message: {
      text: 'Business Manager ID 4999829687175397 is verified now :tada:',
    },
    ids: [],
  },
  {
    message: {
      text: 'Translations for 6882872017903980 are in: es, fr, pt-BR. Still missing: it, pl',
    },
    ids: ['6882872017903980'],
  },
  {
    message: {
      text: 'translate please: "Your parcel {{1}} arrives on {{2}} between {{3}} and {{4}}" (max 1024 chars)',
    },
    ids: [],
  },
  {
    message: {
      text: 'please use flows 3688109652404413, 8155701062658972 and 3923753273761856 for the UAT, credentials in 1Password (item c4673b8ecaffcc5e777bbd079b)',
    },
    ids: ['3688109652404413', '8155701062658972', '3923753273761856'],
  },
  {
    message: {
      text: 'flow id `5A1C6ACCE59098AA519F582CA42F0991` – yes upper case, that is how the console exports it',
    },
    ids: ['5A1C6ACCE59098AA519F582CA42F0991'],
  },
  {
    message: {
      text: 'VIP flow (<https://console.example.com/app?custSpaceId=cams-x81&amp;flowId=8b02d9398d6efd7d0a0ac9198cda99a8|link>) needs the new terms, invoice from the lawyer: 1,190.00 €',
    },
    ids: ['8b02d9398d6efd7d0a0ac9198cda99a8'],
  },
  {
    message: {
      text: 'appointment flow for cardiology: 5980840821911153 (Madrid), 2528474191352430 (Valencia)',
    },
    ids: ['5980840821911153', '2528474191352430'],
  },
  {
    message: {
      text: 'Patient no. 1314268673 says he never got the reminder, MRN 49114223, DOB 1957-03-21',
    },
    ids: [],
  },
  {
    message: {
      text: 'patient id 201513649111722 was merged into 173910584911466, HL7 message 5680841417788512',
    },
    ids: [],
  },
  {
    message: {
      text: 'Anyone knows why flow 24973718788692605 asks for the insurance number twice? Patient MRN 6697314',
    },
    ids: ['24973718788692605'],
  },
  {
    message: {
      text: 'Insurance number A279764391, case 2026-466074, please call back 030 1234 5678',
    },
    ids: [],
  },
  {
    message: {
      text: '*Go-live checklist – vaccination*\n• `4996519604206412` booking\n• `6355258236765026` cancel / move\n• `2445171065355533` side effects questionnaire\n• consent text approved (DOC-11822, v1.3)\n• batch EX-7A 84048559 in fridge 2',
      blocks: [
        {
          type: 'rich_text',
          block_id: '70568',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Go-live checklist – vaccination',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '\n',
                },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 0,
              border: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: '4996519604206412',
                      style: {
                        code: true,
                      },
                    },
                    {
                      type: 'text',
                      text: ' booking',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: '6355258236765026',
                      style: {
                        code: true,
                      },
                    },
                    {
                      type: 'text',
                      text: ' cancel / move',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: '2445171065355533',
                      style: {
                        code: true,
                      },
                    },
                    {
                      type: 'text',
                      text: ' side effects questionnaire',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'consent text approved (DOC-11822, v1.3)',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'batch EX-7A 84048559 in fridge 2',
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['4996519604206412', '6355258236765026', '2445171065355533'],
  },
  {
    message: {
      text: '*Weekly numbers*\n• appointments: 12,804 (+3.1 %)\n• no-shows: 611\n• messages: 98,211 at 0.0431 € = 4,232.89 €\n• invoice no. 966017493053',
      blocks: [
        {
          type: 'rich_text',
          block_id: '982ac',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Weekly numbers',
                  style: {
                    bold: true,
                  },
                },
                {
                  type: 'text',
                  text: '\n',
                },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 0,
              border: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'appointments: 12,804 (+3.1 %)',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'no-shows: 611',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'messages: 98,211 at 0.0431 € = 4,232.89 €',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    {
                      type: 'text',
                      text: 'invoice no. 966017493053',
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'hi <@U0MY10Y30V0>, the pre-op questionnaire is in <#C01SNWYV2X1> pinned, the flow id is *4574461477586818*',
      blocks: [
        {
          type: 'rich_text',
          block_id: '937d3',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'hi ',
                },
                {
                  type: 'user',
                  user_id: 'U0MY10Y30V0',
                },
                {
                  type: 'text',
                  text: ', the pre-op questionnaire is in ',
                },
                {
                  type: 'channel',
                  channel_id: 'C01SNWYV2X1',
                },
                {
                  type: 'text',
                  text: ' pinned, the flow id is ',
                },
                {
                  type: 'text',
                  text: '4574461477586818',
                  style: {
                    bold: true,
                  },
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['4574461477586818'],
  },
  {
    message: {
      text: 'escalated to Alibaba support, ticket `00072586850667`, RequestId `06EA1B62-E087-408A-A9ED-8640DB321FB8`, happens since 07:40 UTC',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'f2fdd',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'escalated to Alibaba support, ticket ',
                },
                {
                  type: 'text',
                  text: '00072586850667',
                  style: {
                    code: true,
                  },
                },
                {
                  type: 'text',
                  text: ', RequestId ',
                },
                {
                  type: 'text',
                  text: '06EA1B62-E087-408A-A9ED-8640DB321FB8',
                  style: {
                    code: true,
                  },
                },
                {
                  type: 'text',
                  text: ', happens since 07:40 UTC',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: "Alibaba support answered: \n&gt; Dear customer, the flow 1358398005591495 was blocked by Meta because of the endpoint's error rate. Ticket ID 0004ZK706276.",
      blocks: [
        {
          type: 'rich_text',
          block_id: '977a3',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Alibaba support answered: ',
                },
              ],
            },
            {
              type: 'rich_text_quote',
              elements: [
                {
                  type: 'text',
                  text: "Dear customer, the flow 1358398005591495 was blocked by Meta because of the endpoint's error rate. Ticket ID 0004ZK706276.",
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['1358398005591495'],
  },
  {
    message: {
      text: 'Alibaba support answered: \n&gt; Dear customer, please provide the RequestId and the time. Your ticket is E26711654029.',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'd0ec4',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Alibaba support answered: ',
                },
              ],
            },
            {
              type: 'rich_text_quote',
              elements: [
                {
                  type: 'text',
                  text: 'Dear customer, please provide the RequestId and the time. Your ticket is E26711654029.',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          color: 'danger',
          title: 'PagerDuty: #48812 triggered',
          text: 'endpoint timeout for flow 1922141033417798',
          fields: [
            {
              title: 'Service',
              value: 'appointments-endpoint',
              short: true,
            },
            {
              title: 'Dedup key',
              value: '695569767ea7ac0a9ba66efe3902db37',
              short: false,
            },
            {
              title: 'Urgency',
              value: 'high',
              short: true,
            },
          ],
        },
      ],
    },
    ids: ['1922141033417798'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          color: 'danger',
          title: 'PagerDuty: #48815 triggered',
          text: 'disk 91 % on fhir-db-2 (10.44.2.19)',
          fields: [
            {
              title: 'Dedup key',
              value: '4888ea9c04d6062d39ff471a62ba2268',
              short: false,
            },
            {
              title: 'Incident',
              value: 'Q2XQSQNYPUNWH',
              short: true,
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          color: '#36a64f',
          title: 'Jenkins build #771 passed',
          text: 'Published flow 8a27cc6e8d019e3c256021429587db6e (patient_feedback) to space cams-hosp1',
          fields: [
            {
              title: 'GIT_COMMIT',
              value: '995a396a0121133631dd601f146d9d138d8c6ce4',
              short: false,
            },
            {
              title: 'Duration',
              value: '3m 2s',
              short: true,
            },
          ],
          footer: 'Jenkins',
        },
      ],
    },
    ids: ['8a27cc6e8d019e3c256021429587db6e'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          color: '#36a64f',
          title: 'Jenkins build #772 passed',
          fields: [
            {
              title: 'GIT_COMMIT',
              value: '778a16697ae6a95459532df5dfc0e88bd889871d',
              short: false,
            },
            {
              title: 'MD5',
              value: '8b5b66642df33499d502f73ca42e385e',
              short: false,
            },
            {
              title: 'Artifacts',
              value: 'endpoint-2.18.3.tar.gz',
              short: true,
            },
          ],
          footer: 'Jenkins',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'FYI',
      attachments: [
        {
          from_url: 'https://hosp.slack.com/archives/C08WARDQ11/p1759440167985431',
          author_name: 'Irene',
          text: 'the lab results flow was renamed, id stayed 8210201867311055',
          ts: '1731114680.878429',
          channel_id: 'C08WARDQ11',
          is_msg_unfurl: true,
        },
      ],
    },
    ids: ['8210201867311055'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          from_url: 'https://hosp.slack.com/archives/C08WARDQ11/p1732734245583422',
          author_name: 'Paolo',
          text: 'order 4500682864 for 200 tablets is approved, PO total 61,400 €',
          ts: '1750885755.826879',
          is_msg_unfurl: true,
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'Terminflow Radiologie: 5575655352883237. Bitte nicht mit der Fallnummer 1833229999 verwechseln!',
    },
    ids: ['5575655352883237'],
  },
  {
    message: {
      text: 'Rechnung 2026/00417 über 3.570,00 € inkl. 19 % MwSt., USt-IdNr. DE390068516',
    },
    ids: [],
  },
  {
    message: {
      text: 'Versichertennummer T299268333, IK 672485865, Fall 135845211269245 – bitte im KIS korrigieren',
    },
    ids: [],
  },
  {
    message: {
      text: 'Buenos días, el flujo de vacunación (ID 7044403310280331) no muestra los horarios del viernes',
    },
    ids: ['7044403310280331'],
  },
  {
    message: {
      text: 'El paciente con historia clínica 398080367732914 llamó al 900 123 456, cita el 14/02 a las 10:15',
    },
    ids: [],
  },
  {
    message: {
      text: 'Tarjeta sanitaria CIP 6654201214087150, expediente 2026/728273',
    },
    ids: [],
  },
  {
    message: {
      text: "Le flux de prise de rendez-vous 7886738639482182 plante à l'écran 2 depuis 8h15",
    },
    ids: ['7886738639482182'],
  },
  {
    message: {
      text: 'N° de sécu 2 85 05 75 123 456 78, dossier 6828933283, chambre 214',
    },
    ids: [],
  },
  {
    message: {
      text: 'Bom dia! O flow id do agendamento é 9685023015669315, o antigo era 6788042185307430.',
    },
    ids: ['9685023015669315', '6788042185307430'],
  },
  {
    message: {
      text: 'Carteirinha do paciente: 15680741644724309, CNS 390720932152338, convênio Unimed',
    },
    ids: [],
  },
  {
    message: {
      text: '挂号流程 flowId=6423326086712417 今天早上报错，RequestId：FBB9C65C-D5D3-4ABD-88BE-BC3E48C231C6',
    },
    ids: ['6423326086712417'],
  },
  {
    message: {
      text: '患者编号 3277256660148210，身份证号 289285279626620716，请核对后删除这条消息',
    },
    ids: [],
  },
  {
    message: {
      text: '满意度调查的流程 ID 是 65391699fa7587f12d464e821d228822，翻译好了吗？',
    },
    ids: ['65391699fa7587f12d464e821d228822'],
  },
  {
    message: {
      text: '日志里的 traceId: 2aa07a30d805d28d5af5f503d0277d12，时间 2026-02-11 08:03:55',
    },
    ids: [],
  },
  {
    message: {
      text: 'GTIN 02411363125779 LOT 7741A EXP 2027-11 – scan of the vaccine box',
    },
    ids: [],
  },
  {
    message: {
      text: 'ISBN 978-3-16-148410-0 is the UX book I told you about, 39,90 € at Thalia',
    },
    ids: [],
  },
  {
    message: {
      text: 'DICOM study UID 1.2.840.113619.2.55.3.9051689367.781.1065261191.467 is stuck',
    },
    ids: [],
  },
  {
    message: {
      text: 'FHIR resource Appointment/2c942fea-c9cc-41ba-8301-8aa7371f1770 has status "proposed" since yesterday',
    },
    ids: [],
  },
  {
    message: {
      text: 'FHIR Bundle ids: ce3d78e3-8d43-4a45-bfc0-e8e8b0e4eee7, 32ee6e4e-0765-48cc-bdc8-c56da34b0822; the flow that created them is 7029158253342751',
    },
    ids: ['7029158253342751'],
  },
  {
    message: {
      text: 'log:\n`08:14:02 flow=4225313823464040 screen=SLOTS token=069402d665a6cc28c27f5f1e0245357c 502`\n`08:14:09 flow=9796176080215520 screen=SLOTS token=9f1de40a2c081ea175e2a5e06383949d 502`',
    },
    ids: ['4225313823464040', '9796176080215520'],
  },
  {
    message: {
      text: '`api_key=7a021bac3fc41bacea5b660710fb4b20` was in the log, I masked it and rotated',
    },
    ids: [],
  },
  {
    message: {
      text: 'session 6db4d320cc9936367c5f94a89114c999 expired, user had to log in again, known issue HOSP-1182',
    },
    ids: [],
  },
  {
    message: {
      text: 'webhook body: ```{"object":"whatsapp_business_account","entry":[{"id":"621251533440653","changes":[{"value":{"metadata":{"display_phone_number":"34911234567","phone_number_id":"681852731435569"}},"field":"messages"}]}]}```',
    },
    ids: [],
  },
  {
    message: {
      text: 'webhook body: ```{"object":"whatsapp_business_account","entry":[{"id":"466240185044866","time":1742482524,"changes":[{"value":{"event":"FLOW_STATUS_CHANGE","flow_id":"7335222757869055","old_status":"DRAFT","new_status":"PUBLISHED"},"field":"flows"}]}]}```',
    },
    ids: ['7335222757869055'],
  },
  {
    message: {
      text: 'wamid.HBgLMzQ2MTIzNDU2NzgVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA was delivered but not read',
    },
    ids: [],
  },
  {
    message: {
      text: 'message id 759309336944955325 (from CAMS), status failed, error 131026 – number is not on WhatsApp',
    },
    ids: [],
  },
  {
    message: {
      text: 'CAMS message id 601034701583259730 failed; the flow it carried was 8610917333902669',
    },
    ids: ['8610917333902669'],
  },
  {
    message: {
      text: 'which flow does the dermatology landing page open? → 2941252258121538 (checked in the template editor)',
    },
    ids: ['2941252258121538'],
  },
  {
    message: {
      text: "flows to delete:\n1. 9873879210473749\n2. 7028737252703907\n3. 2e2f6b9c0befa5585e1a494a78f4578f\nplease double-check, deletion can't be undone",
    },
    ids: ['9873879210473749', '7028737252703907', '2e2f6b9c0befa5585e1a494a78f4578f'],
  },
  {
    message: {
      text: "flow-id er-triage_9 only exists on my laptop's mock",
    },
    ids: ['er-triage_9'],
  },
  {
    message: {
      text: 'new feedback flow in the test space: <https://flows.hosp.example/flows/fb2026-beta?lang=es>',
    },
    ids: ['fb2026-beta'],
  },
  {
    message: {
      text: 'upgrade plan: node 24.3.0, redis 7.4.2, postgres 17.3, flow JSON 6.3 → 7.1, data api 3.0 → 4.0',
    },
    ids: [],
  },
  {
    message: {
      text: 'Lab order 748546538373217, sample barcode 6203694271769693, result ready in 45 min',
    },
    ids: [],
  },
  {
    message: {
      text: 'Purchase order 4587862733, supplier 100739461, delivery note 597767367472733',
    },
    ids: [],
  },
  {
    message: {
      text: 'Blood test prep flow is live :tada: → <https://console.example.com/flow?flowId=9824220138646092>',
      blocks: [
        {
          type: 'rich_text',
          block_id: '95d89',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'Blood test prep flow is live ',
                },
                {
                  type: 'emoji',
                  name: 'tada',
                },
                {
                  type: 'text',
                  text: ' → ',
                },
                {
                  type: 'link',
                  url: 'https://console.example.com/flow?flowId=9824220138646092',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['9824220138646092'],
  },
  {
    message: {
      text: 'mapping so far:\n```cardiology   5108529652436179\ndermatology  9775626281829125\npaediatrics  2413834226397687\nradiology    3933982073155760```\nall of them are flows in cams-hosp1',
      blocks: [
        {
          type: 'rich_text',
          block_id: '665cb',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'mapping so far:',
                },
              ],
            },
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: 'cardiology   5108529652436179\ndermatology  9775626281829125\npaediatrics  2413834226397687\nradiology    3933982073155760',
                },
              ],
              border: 0,
            },
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'all of them are flows in cams-hosp1',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['5108529652436179', '9775626281829125', '2413834226397687', '3933982073155760'],
  },
  {
    message: {
      text: 'alarm numbers:\n```reception   +34 911 234 567\nER          +34 911 234 568\nIT on-call  +34 600 998 877```',
      blocks: [
        {
          type: 'rich_text',
          block_id: '8ec44',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'alarm numbers:',
                },
              ],
            },
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: 'reception   +34 911 234 567\nER          +34 911 234 568\nIT on-call  +34 600 998 877',
                },
              ],
              border: 0,
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'Flow approved by Meta',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: ':white_check_mark: Flow *Physio intake* `5148565141358363` was approved',
          },
        },
        {
          type: 'divider',
        },
        {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              text: 'event 4a1265e9-56e6-4814-b142-0afb4219b16d · <!date^1770833333^{date_short} {time}|Feb 11>',
            },
          ],
        },
      ],
    },
    ids: ['5148565141358363'],
  },
  {
    message: {
      text: 'Template rejected by Meta',
      blocks: [
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: ':x: Template *physio_reminder* (template ID `9233938120888405`) was rejected: INVALID_FORMAT',
          },
        },
        {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              text: 'WABA 854082877014514',
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'have a look at the file, the flow is `5176710057615584`',
      blocks: [
        {
          type: 'rich_text',
          block_id: '6d7c7',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'text',
                  text: 'have a look at the file, the flow is ',
                },
                {
                  type: 'text',
                  text: '5176710057615584',
                  style: {
                    code: true,
                  },
                },
              ],
            },
          ],
        },
      ],
      files: [
        {
          id: 'F09JQAB0SFR',
          name: 'screens.json',
          title: 'screens.json',
          mimetype: 'application/json',
          filetype: 'json',
          mode: 'snippet',
          preview: '{"screens":["WELCOME","SLOTS","CONFIRM"],"md5":"ee704c03d0db768e88c1fa969dfcec7c"}',
        },
      ],
    },
    ids: ['5176710057615584'],
  },
  {
    message: {
      text: 'screenshot from the ward tablet',
      files: [
        {
          id: 'F01530BQUL9',
          name: 'IMG_20260211_081402123.jpg',
          title: 'IMG_20260211_081402123',
          mimetype: 'image/jpeg',
          filetype: 'jpg',
          mode: 'hosted',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'Invoice',
      files: [
        {
          id: 'F0PN7HFKJAP',
          name: 'invoice_899870620079644.pdf',
          title: 'invoice_899870620079644.pdf',
          mimetype: 'application/pdf',
          filetype: 'pdf',
          mode: 'hosted',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'the flow for blood donors is ready: 61bb6973726b47f0ae25a701c2b5ea2c, Meta review took 2 days, cost 0',
    },
    ids: ['61bb6973726b47f0ae25a701c2b5ea2c'],
  },
  {
    message: {
      text: 'Patientenumfrage: Flow 4467331750538621 (DE) und Flow 3940143834997835 (EN), Start am 01.03.2026, Vorgang 7452295516',
    },
    ids: ['4467331750538621', '3940143834997835'],
  },
  {
    message: {
      text: 'Rollback done :rewind: the button opens flow 730891737695785 again, pod restarted at 14:07, traceId c70e711717e206ef6c08161c3204981e',
    },
    ids: ['730891737695785'],
  },
  {
    message: {
      text: 'diff between the two flows',
      files: [
        {
          id: 'F0NJQ66FUEZ',
          name: 'flows.diff',
          title: 'diff 9483149911608508 vs 8859714326102883',
          mimetype: 'text/plain',
          filetype: 'diff',
          mode: 'snippet',
          preview: '- "title": "Book a visit"\n+ "title": "Book your visit"',
        },
      ],
    },
    ids: ['9483149911608508', '8859714326102883'],
  },
];
