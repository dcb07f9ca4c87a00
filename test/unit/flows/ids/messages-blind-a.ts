/** Messages as teams write them, with the flow IDs that a colleague would see; written without knowing the finder. */
export const BLIND_A: readonly { message: unknown; ids: string[] }[] = [
  { message: { text: "Don't post tokens here! `EAAexamplebds6Ak27sojoXuC3sCuNpgnHrMeB7n` is now revoked" }, ids: [] },
  {
    message: {
      text: 'RequestId 1D1FACCF-A7C8-4829-AB38-7332211CAEB3 – PublishFlow returned Flow.NotReady, can Alibaba support tell us why?',
    },
    ids: [],
  },
  { message: { text: '<https://x.com/alibaba_cloud/status/9261528037919289448|nice announcement>' }, ids: [] },
  { message: { text: 'the template id is 3748808355548781, rejected for INVALID_FORMAT' }, ids: [] },
  {
    message: {
      text: 'Please publish today:\n• DE: `1b6a050340436a129e0c21a855339dae`\n• AT: `c05a56092ef27cf9a73cee2fbc94682d`',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'FD7bR',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'Please publish today:' }] },
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'text', text: 'DE: ' },
                    { type: 'text', text: '1b6a050340436a129e0c21a855339dae', style: { code: true } },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'text', text: 'AT: ' },
                    { type: 'text', text: 'c05a56092ef27cf9a73cee2fbc94682d', style: { code: true } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['1b6a050340436a129e0c21a855339dae', 'c05a56092ef27cf9a73cee2fbc94682d'],
  },
  {
    message: {
      text: 'El flujo nuevo de citas es el 98548380265704138; el viejo 7616029617812927 lo dejamos en DEPRECATED el viernes.',
    },
    ids: ['98548380265704138', '7616029617812927'],
  },
  { message: { text: '运单号 240292378024807 已签收' }, ids: [] },
  {
    message: { text: '<https://business.facebook.com/wa/manage/flows/1164572378577390/?waba_id=490526228722327>' },
    ids: ['1164572378577390'],
  },
  { message: { text: 'https://www.facebook.com/acme/posts/9668176877442232' }, ids: [] },
  {
    message: {
      text: 'Reminder for <!date^1743921350^{date_short} {time}|Mar 3 10:00>: republish `553708590406064360` after legal signs off',
    },
    ids: ['553708590406064360'],
  },
  {
    message: { text: 'Please deprecate 711418130065142 and switch the template over to 3519289665752639 :pray:' },
    ids: ['711418130065142', '3519289665752639'],
  },
  {
    message: {
      text: 'Ticket #138811: customer +49 151 34718321 says the form will not submit. Flow is 9455589498872976.',
    },
    ids: ['9455589498872976'],
  },
  {
    message: {
      text: 'Order\tDate\tTotal\n3740256468013343\t2025-03-01\t49.90\n9500842200769088\t2025-03-02\t129.00\n7152595880695373\t2025-03-02\t15.50',
    },
    ids: [],
  },
  {
    message: {
      text: '请把 flowId ee1d074d6a1d75d5b4708c8c234a66f1 的 JSON 发我一份，RequestId：8EA4472C-3E35-434F-A103-06B63BBA078D',
    },
    ids: ['ee1d074d6a1d75d5b4708c8c234a66f1'],
  },
  {
    message: {
      text: 'on-call handover:\n• flow `041cce4bc7b1e90e09dc006e85f43c51` was slow, root cause in <https://github.com/acme/flow-endpoint/commit/d0784d2564ee89256d7bd9738e83203fbf04d4e8|the last commit>\n• pager <tel:+6531587835|+65 31587835>',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'D6iFS',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'on-call handover:' }] },
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 0,
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'text', text: 'flow ' },
                    { type: 'text', text: '041cce4bc7b1e90e09dc006e85f43c51', style: { code: true } },
                    { type: 'text', text: ' was slow, root cause in ' },
                    {
                      type: 'link',
                      url: 'https://github.com/acme/flow-endpoint/commit/d0784d2564ee89256d7bd9738e83203fbf04d4e8',
                      text: 'the last commit',
                    },
                  ],
                },
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'text', text: 'pager ' },
                    { type: 'link', url: 'tel:+6531587835', text: '+65 31587835' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['041cce4bc7b1e90e09dc006e85f43c51'],
  },
  {
    message: {
      text: 'Les clients de la boutique n° 19712 voient une page blanche sur le flow \n```668469624189649```\nMerci de regarder avant 17h.',
      blocks: [
        {
          type: 'rich_text',
          block_id: '8XThR',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Les clients de la boutique n° 19712 voient une page blanche sur le flow ' },
              ],
            },
            { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '668469624189649' }], border: 0 },
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'Merci de regarder avant 17h.' }] },
          ],
        },
      ],
    },
    ids: ['668469624189649'],
  },
  {
    message: { text: 'ID de flow: 2749465471839838\nFactura: F-2025-83351\nCliente: 5095431' },
    ids: ['2749465471839838'],
  },
  {
    message: {
      text: '救急：flow 895414259189479315 昨晚 23:40 开始端点健康检查失败，影响约 1.2 万用户，联系电话 13898674312',
    },
    ids: ['895414259189479315'],
  },
  {
    message: {
      text: '```$ aliyun cams PublishFlow --FlowId 35c7e3eab1ce3badf7927ce02604afad --region ap-southeast-1\n{\n  "Code": "OK",\n  "RequestId": "C3BB59FB-D3A1-4E7B-AA12-23A170A76647"\n}```',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'Ns9GK',
          elements: [
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: '$ aliyun cams PublishFlow --FlowId 35c7e3eab1ce3badf7927ce02604afad --region ap-southeast-1\n{\n  "Code": "OK",\n  "RequestId": "C3BB59FB-D3A1-4E7B-AA12-23A170A76647"\n}',
                },
              ],
              border: 0,
            },
          ],
        },
      ],
    },
    ids: ['35c7e3eab1ce3badf7927ce02604afad'],
  },
  {
    message: {
      text: '```{"MessageId":"424529392838636231","Status":"Failed","ErrorCode":"131047","RequestId":"77C6D33F-0FA1-4F1E-9721-ECF4F7A261DC"}```',
    },
    ids: [],
  },
  { message: { text: 'Sendungsnummer 637976653654550289 liegt seit drei Tagen in Leipzig' }, ids: [] },
  {
    message: {
      text: 'does that look right?',
      files: [
        {
          id: 'F0Q6MB0VWNY',
          name: 'flow_id-41551519356518656.json',
          title: 'flow_id-41551519356518656.json',
          filetype: 'json',
          mode: 'snippet',
          preview: '{\n  "version": "7.0",\n  "screens": []\n}',
        },
      ],
    },
    ids: ['41551519356518656'],
  },
  { message: { text: 'Order 5875048448831715 was charged twice, can finance check?' }, ids: [] },
  { message: { text: 'tracking number 1Z7656141626590399 says delivered' }, ids: [] },
  { message: { text: 'ETag: "b248154c1d74633914daee4c56b7d1b0", Content-Length: 48213' }, ids: [] },
  {
    message: { text: 'The KYC flow (flow id `flow_r3usg`) must not be changed before the audit on 2025-06-30.' },
    ids: ['flow_r3usg'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          color: '#2eb886',
          title: 'Build #9029 passed',
          text: 'commit `169bb312a4f1e3760adda69b538817223dcfbde0` on main, 3 m 12 s',
          footer: 'GitHub Actions run 70705150251',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'Could you check flow `597653203727705285`? Screen `DETAILS` is empty on Android',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'qdTo8',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Could you check flow ' },
                { type: 'text', text: '597653203727705285', style: { code: true } },
                { type: 'text', text: '? Screen ' },
                { type: 'text', text: 'DETAILS', style: { code: true } },
                { type: 'text', text: ' is empty on Android' },
              ],
            },
          ],
        },
      ],
    },
    ids: ['597653203727705285'],
  },
  { message: { text: 'timestamp in microseconds: 1710712713318560' }, ids: [] },
  { message: { text: '阿里云账号 UID 7166841668894196 的余额不足，请充值' }, ids: [] },
  {
    message: {
      text: 'fyi <@U0Q099X9DTT>',
      attachments: [
        {
          id: 1,
          from_url: 'https://acme.slack.com/archives/C0F96EV7SB6/p1787763647916054',
          author_name: 'Marta Gil',
          text: 'El flow 3192287245661587 sigue en borrador, ¿lo publico?',
          footer: 'Posted in #flows-es',
          ts: '1750551212.520862',
          is_msg_unfurl: true,
        },
      ],
    },
    ids: ['3192287245661587'],
  },
  {
    message: {
      text: 'Flows that still run on JSON 4.0:\n1. 91378969095787878 (Store finder)\n2. 144212324933314647 (Newsletter)\n3. 1778388764661272 (Warranty)\n4. 436640416242978 (Returns)',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'ew2gh',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'Flows that still run on JSON 4.0:' }] },
            {
              type: 'rich_text_list',
              style: 'ordered',
              indent: 0,
              elements: [
                { type: 'rich_text_section', elements: [{ type: 'text', text: '91378969095787878 (Store finder)' }] },
                { type: 'rich_text_section', elements: [{ type: 'text', text: '144212324933314647 (Newsletter)' }] },
                { type: 'rich_text_section', elements: [{ type: 'text', text: '1778388764661272 (Warranty)' }] },
                { type: 'rich_text_section', elements: [{ type: 'text', text: '436640416242978 (Returns)' }] },
              ],
            },
          ],
        },
      ],
    },
    ids: ['91378969095787878', '144212324933314647', '1778388764661272', '436640416242978'],
  },
  {
    message: { text: 'trace_id=b90e94565e777dd998b3c5c8b9f0e7e4 span_id=60a077e2131a0803 service=flow-endpoint' },
    ids: [],
  },
  {
    message: { text: 'Le flow ID est 1d3a868a8684ce8f287e060d30db64e5 (version 3.1 du JSON), publié le 02/04/2025.' },
    ids: ['1d3a868a8684ce8f287e060d30db64e5'],
  },
  {
    message: {
      text: ':rotating_light: 2 flows throttled',
      attachments: [
        {
          id: 1,
          text: '• flow `239210175358659` – THROTTLED\n• flow `102153637834238002` – THROTTLED',
          mrkdwn_in: ['text'],
          footer: 'meta-webhook',
          ts: '1781823031',
        },
      ],
    },
    ids: ['239210175358659', '102153637834238002'],
  },
  { message: { text: '订单号：451271678794485237，客户要求退款 ¥299.00' }, ids: [] },
  {
    message: { text: 'bonjour, 6066255669550784 et 1671558160157143 sont à archiver (commande 85050643 clôturée)' },
    ids: ['6066255669550784', '1671558160157143'],
  },
  { message: { text: 'Meeting-ID: 97037837500, Kenncode: 309996' }, ids: [] },
  {
    message: { text: '`md5sum campaign_list.csv`\n```6faa10061eb7d39afe10f8a14080d423  campaign_list.csv```' },
    ids: [],
  },
  {
    message: { text: '流程 ID: 495195189498250，麻烦帮忙看下为什么一直是 DRAFT 状态，谢谢' },
    ids: ['495195189498250'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          color: 'warning',
          title: 'ARMS 告警',
          fields: [
            { title: 'TraceId', value: '82d75482974e94983b9e7a93fc0e0fd9', short: true },
            { title: 'RequestId', value: 'A06EB7F0-4A22-4750-884F-25D334F4C0B5', short: true },
            { title: '实例', value: 'i-t4n93d34c4fa8c75a2f', short: true },
          ],
        },
      ],
    },
    ids: [],
  },
  { message: { text: 'Deployed `4343a751b0f033aa2072fae9d2cc3bc527d090f2` to staging' }, ids: [] },
  {
    message: {
      text: '```commit 20bdc4b674150fdd3a95af7614002c63ab84c0b4\nAuthor: Lin &lt;lin@example.com&gt;\nDate:   Tue May 6 11:20:14 2025 +0800\n\n    Fix flow preview```',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'HQ9Mn',
          elements: [
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: 'commit 20bdc4b674150fdd3a95af7614002c63ab84c0b4\nAuthor: Lin <lin@example.com>\nDate:   Tue May 6 11:20:14 2025 +0800\n\n    Fix flow preview',
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
  { message: { text: 'Which flow do you mean? There are three with that name.' }, ids: [] },
  { message: { text: '主账号 ID：7098858702498655，RAM 用户：flow-dev' }, ids: [] },
  { message: { text: 'Business manager ID 100531475377981 needs verification again' }, ids: [] },
  {
    message: {
      text: '<https://acme.slack.com/archives/C0DNXWN6Q3C/p1733010056700979> ← flow discussion from last week',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'Lb5R3',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'link', url: 'https://acme.slack.com/archives/C0DNXWN6Q3C/p1733010056700979' },
                { type: 'text', text: ' ← flow discussion from last week' },
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
      text: '```{"FlowId":"fccd07f6cc2be3a64a5e6d1e39a77f12","FlowName":"loan_prequal_v4","Status":"DRAFT","RequestId":"43248CD8-237B-4695-B0AE-5BD05907FEE7"}```',
    },
    ids: ['fccd07f6cc2be3a64a5e6d1e39a77f12'],
  },
  { message: { text: 'flowId=Ctq4B8rPZ2My' }, ids: ['Ctq4B8rPZ2My'] },
  { message: { text: 'La campaña costó 12.345,67 € y llegó a 98.321 clientes' }, ids: [] },
  {
    message: {
      text: '<https://chatapp.console.aliyun.com/Flows/detail?flowId=358d4ab03b6474d37aae51d85c1b85f7&amp;custSpaceId=cams-bA8qrQVz|Flow im Console öffnen>',
    },
    ids: ['358d4ab03b6474d37aae51d85c1b85f7'],
  },
  { message: { text: 'Budget Q3 : 45 000 €, soit 1 250 000 messages' }, ids: [] },
  {
    message: { text: 'flow-id 7VvmT94e3WVfepsbbotG vs. flow-id QrhpWQ77ZNhNW7zY2Sxd, which one is the A/B winner?' },
    ids: ['7VvmT94e3WVfepsbbotG', 'QrhpWQ77ZNhNW7zY2Sxd'],
  },
  { message: { text: 'wamid.HBgMinLBMBmWsuX2xMWxmNB85NRNuGaHsf was never delivered (131026)' }, ids: [] },
  {
    message: { text: 'flow 606257659673459 :arrow_right: endpoint `https://flows.example.com:8443/cb` (47.88.12.15)' },
    ids: ['606257659673459'],
  },
  {
    message: { text: 'Our partner uses own names: flow id: kyc-z4tmy for prod, flow id: flow_3ktu3n for staging' },
    ids: ['kyc-z4tmy', 'flow_3ktu3n'],
  },
  {
    message: {
      text: 'Incident recap: at 14:02 CEST endpoint latency of flow 51987a5ab5c536c5f0b48b647e41449d went over 10 s (p99 14,300 ms), Meta throttled it at 14:20, rolled back to 354e738 at 14:31, error rate 0.4% by 14:40.',
    },
    ids: ['51987a5ab5c536c5f0b48b647e41449d'],
  },
  {
    message: {
      text: 'Release notes 2025-04-11\n1. Claims flow 2ff7b7267297b2396c08fd3aa74a2796: new PhotoPicker screen\n2. Address flow 2600e032c0b2f36ca0b6be0551632646: postcode validation\n3. Old returns flow 6d07f3befdbde2ebb8108ea188c733b3 removed\nBuild 3828, commit 2d00ece6ebcb331d8e307f987464abdb543b4e12',
    },
    ids: ['2ff7b7267297b2396c08fd3aa74a2796', '2600e032c0b2f36ca0b6be0551632646', '6d07f3befdbde2ebb8108ea188c733b3'],
  },
  {
    message: {
      text: 'Identifiant du flow : 925927399351602. Le modèle associé porte le numéro 851975971513910 (template ID).',
    },
    ids: ['925927399351602'],
  },
  {
    message: {
      text: 'customer 39744216 complained that "419537804404167029" never opens, Samsung A54, WhatsApp 2.25.8.78',
    },
    ids: ['419537804404167029'],
  },
  { message: { text: 'Customer pasted his card number 4765111519815423 into the form, please redact it!' }, ids: [] },
  {
    message: { text: 'old: 755321717216125266\nnew: 8961288206637594' },
    ids: ['755321717216125266', '8961288206637594'],
  },
  { message: { text: 'IMEI 783939853759237, phone is a Redmi Note 12' }, ids: [] },
  {
    message: {
      text: 'endpoint log from last night',
      files: [
        {
          id: 'F062X575KG6',
          name: 'endpoint.log',
          title: 'endpoint.log',
          filetype: 'text',
          mode: 'snippet',
          preview:
            '01:12:44.902 INFO  INIT flow_id=a64e4c3decca9a5e90e06224b09105ba session=9420c6ae-8383-4888-a1cf-d186cb65d4a6\n01:12:54.911 ERROR timeout after 10000 ms',
        },
      ],
    },
    ids: ['a64e4c3decca9a5e90e06224b09105ba'],
  },
  {
    message: {
      text: 'Hotline <tel:+34911480487|+34 911 480487> open until 18:00',
      blocks: [
        {
          type: 'rich_text',
          block_id: '6Pwnd',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Hotline ' },
                { type: 'link', url: 'tel:+34911480487', text: '+34 911 480487' },
                { type: 'text', text: ' open until 18:00' },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  { message: { text: 'Access key LTAI5tEXAMPLEzGbTU5HZ leaked in the repo, please rotate now' }, ids: [] },
  {
    message: { text: 'FLOW_ID=54828d0ba972d77ed7ed66fb576fa379 CUST_SPACE_ID=cams-BAj8tAGx npm run publish:flow' },
    ids: ['54828d0ba972d77ed7ed66fb576fa379'],
  },
  { message: { text: '1851026900387103 and 470820679599967' }, ids: ['1851026900387103', '470820679599967'] },
  {
    message: {
      text: '`aliyun cams GetFlowJSONAssest --FlowId 4ad42bba53dcc233097037ba179e8c61 --CustSpaceId cams-Nnf5MQHU` → InvalidParameter, RequestId E62A8CCC-B2CB-48B7-AC9D-FC0DD56D1FD4',
    },
    ids: ['4ad42bba53dcc233097037ba179e8c61'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          color: 'warning',
          title: 'ARMS 告警：流程端点超时',
          fields: [
            { title: '流程 ID', value: 'feaf9d14cd331052dee02b39419e93a8', short: true },
            { title: '地域', value: 'ap-southeast-1', short: true },
            { title: 'RequestId', value: '330888F4-B52B-4C14-9B59-B27AC7B42C9C', short: true },
            { title: '次数', value: '1284', short: true },
          ],
        },
      ],
    },
    ids: ['feaf9d14cd331052dee02b39419e93a8'],
  },
  {
    message: {
      text: 'Alert',
      attachments: [
        {
          id: 1,
          fallback: '[Datadog] Endpoint error rate',
          title: '[Triggered] Flow endpoint error rate',
          title_link: 'https://app.datadoghq.com/monitors/95462978',
          text: 'Error rate 7.3% over 5m',
          fields: [
            { title: 'Flow ID', value: '107890561228272', short: true },
            { title: 'Monitor', value: '30133482', short: true },
            { title: 'Trace', value: '7eba9087577832856fb6300120c023d0', short: true },
          ],
        },
      ],
    },
    ids: ['107890561228272'],
  },
  { message: { text: 'customer number 2129759232536180, Gold tier since 2019' }, ids: [] },
  { message: { text: 'dd35d4aa3a20550109d7a640d5551996' }, ids: ['dd35d4aa3a20550109d7a640d5551996'] },
  {
    message: {
      text: 'see <https://business.facebook.com/wa/manage/flows/9582218320039470/?business_id=838921860979141&amp;asset_id=697915988486745>',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'zcL2S',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'see ' },
                {
                  type: 'link',
                  url: 'https://business.facebook.com/wa/manage/flows/9582218320039470/?business_id=838921860979141&asset_id=697915988486745',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['9582218320039470'],
  },
  {
    message: {
      text: 'Bonjour, le flow 8460720244518075 est bloqué depuis la mise à jour de 18h, pouvez-vous vérifier ?',
    },
    ids: ['8460720244518075'],
  },
  { message: { text: 'ticket 327659301399187 escalated to P1' }, ids: [] },
  {
    message: {
      text: 'fyi',
      attachments: [
        {
          id: 1,
          from_url: 'https://acme.slack.com/archives/C05N31FAWUD/p1716453275984799',
          author_name: 'Tom',
          text: 'lunch at 12:30?',
          ts: '1753642785.960928',
          is_msg_unfurl: true,
        },
      ],
    },
    ids: [],
  },
  { message: { text: 'RequestId: 6C657087-DA10-4540-9BA3-FE805F176162' }, ids: [] },
  { message: { text: 'reverted 808d8df, next build is 8957' }, ids: [] },
  {
    message: { text: 'Kann jemand ac74309fea546b5372a40b45fa1fd251 klonen? Budget 3.200 €, Kostenstelle 91574038.' },
    ids: ['ac74309fea546b5372a40b45fa1fd251'],
  },
  { message: { text: 'Flow JSON 7.0 is out, 6.3 will freeze on 2025-08-01' }, ids: [] },
  {
    message: { text: '~567975459725933504~ use 854916970778063979 instead' },
    ids: ['567975459725933504', '854916970778063979'],
  },
  { message: { text: 'lat=31.2304167 lng=121.4737010' }, ids: [] },
  {
    message: {
      text: 'log of the deploy',
      files: [
        {
          id: 'F0J8Y2JQPEY',
          name: 'deploy-20250512.log',
          title: 'deploy-20250512.log',
          filetype: 'text',
          mode: 'snippet',
          preview:
            '10:02:11 image sha256:0affc04d313be352fb135b62b6e928b03fc40268272ca41ac903427aeeaeeb08\n10:02:40 rollout ok, 3/3 pods',
        },
      ],
    },
    ids: [],
  },
  {
    message: { text: '913183137585566, 6667453820420797, 4403881588519864 – all three throttled since 07:10 UTC' },
    ids: ['913183137585566', '6667453820420797', '4403881588519864'],
  },
  {
    message: {
      text: '```{\n  "flow_message_version": "3",\n  "flow_id": "6902963866869136",\n  "flow_token": "9a861500-d1d7-47fe-b756-bc9b19a1a51f",\n  "flow_cta": "Book now",\n  "flow_action": "navigate"\n}```\ncustomer sees "something went wrong"',
    },
    ids: ['6902963866869136'],
  },
  {
    message: {
      text: '```2025-05-02T10:00:01Z INFO  worker-3 orderId=4603784531826313 traceId=a843b8100e6fba9eafe2ce55ffec0cba ok in 84ms```',
    },
    ids: [],
  },
  { message: { text: 'Please call the customer: <tel:+4915758828422|+49 15758828422>' }, ids: [] },
  {
    message: { text: '流程「售后满意度」ID 是 109762161047454，今天发送 52,310 条，完成率 18.6%' },
    ids: ['109762161047454'],
  },
  {
    message: {
      text: 'WABA ID: `946089374552224`\nPhone number ID: `766497788394822`',
      blocks: [
        {
          type: 'rich_text',
          block_id: '2XYNL',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'WABA ID: ' },
                { type: 'text', text: '946089374552224', style: { code: true } },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Phone number ID: ' },
                { type: 'text', text: '766497788394822', style: { code: true } },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  { message: { text: 'Node 24.1.0, npm 11.3.0, typescript 5.9.2' }, ids: [] },
  { message: { text: '<https://acme.slack.com/archives/C0HZ07NW5EN/p1762513774097399>' }, ids: [] },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          title: 'Sentry: RangeError',
          title_link: 'https://sentry.io/organizations/acme/issues/3607648384/',
          fields: [
            { title: 'event id', value: '0199ba23ed618d953b5abacbd2bace9a', short: true },
            { title: 'release', value: '815ae3f9d81b9b7fcd2d48652dc04c93c7d16825', short: true },
          ],
        },
      ],
    },
    ids: [],
  },
  { message: { text: 'EAN 4006381333931 is missing in the catalogue' }, ids: [] },
  { message: { text: '"flowId":"77dbac7a69faefbc23d8ec08"' }, ids: ['77dbac7a69faefbc23d8ec08'] },
  {
    message: {
      text: 'Console: <https://chatapp.console.aliyun.com/flow/edit?flowId=7d0e3856df85d1e334758b76368efa31|Rückgabe-Flow>',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'koU5s',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Console: ' },
                {
                  type: 'link',
                  url: 'https://chatapp.console.aliyun.com/flow/edit?flowId=7d0e3856df85d1e334758b76368efa31',
                  text: 'Rückgabe-Flow',
                },
              ],
            },
          ],
        },
      ],
    },
    ids: ['7d0e3856df85d1e334758b76368efa31'],
  },
  { message: { text: 'Error 131049 on 3,200 messages, 130429 on 45' }, ids: [] },
  { message: { text: 'ISBN 978-3-16-148410-0 is the book I meant' }, ids: [] },
  {
    message: {
      text: "Hi all, quick summary of today's call with the insurer. They are happy with the claims flow in general, but want the policy number field to accept 10 digits (e.g. 4778839395), the phone prefilled (+34 648299574) and the thank-you screen in Catalan too. Budget stays at 12.500 €. The flow in question is 330116370343291; please work on a clone, not on the live one. Next call: 22 May, 10:30, Meeting ID 99647825705.",
    },
    ids: ['330116370343291'],
  },
  { message: { text: 'Zoom: https://us02web.zoom.us/j/83169512650?pwd=qcQJVR73kYiigG35imgQ' }, ids: [] },
  {
    message: {
      text: 'Ping <@U08X5E917SP> about order `5198175825331062`',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'Uhri9',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Ping ' },
                { type: 'user', user_id: 'U08X5E917SP' },
                { type: 'text', text: ' about order ' },
                { type: 'text', text: '5198175825331062', style: { code: true } },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  { message: { text: 'The lead timestamps are in ms (e.g. 1724178549036), not in s (1725536901)' }, ids: [] },
  {
    message: { text: 'Is flow 5927811279335118 meant to be in the sandbox WABA (waba id 347771547157564)?' },
    ids: ['5927811279335118'],
  },
  { message: { text: 'traceId 4a59eef8ad0f7ad3c96ac46ab448911f – slow query on the leads table' }, ids: [] },
  { message: { text: 'Phone number ID 193981800906108 is stuck on PENDING' }, ids: [] },
  { message: { text: 'flow_token is `9c16ea57-e0d7-4747-b0de-c5a881913041`, that is all the customer sent' }, ids: [] },
  { message: { text: 'Version 2.25.8.78 of WhatsApp, Android 14, build UP1A.231005.007' }, ids: [] },
  { message: { text: 'Rechnung Nr. 839346411184457 über 1.249,90 € ist noch offen' }, ids: [] },
  {
    message: {
      text: '流程 ID `bd1d909a88966ee0ab9dddcb4022352c` 已发布，模板编码 2586372254159296 同步更新',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'S2LbG',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: '流程 ID ' },
                { type: 'text', text: 'bd1d909a88966ee0ab9dddcb4022352c', style: { code: true } },
                { type: 'text', text: ' 已发布，模板编码 2586372254159296 同步更新' },
              ],
            },
          ],
        },
      ],
    },
    ids: ['bd1d909a88966ee0ab9dddcb4022352c'],
  },
  {
    message: { text: 'Campaign ID\tSent\tRead\n15985244958602654\t120400\t80211\n96156982094324500\t90112\t61003' },
    ids: [],
  },
  {
    message: {
      text: 'Notes from the call with the bank: legal wants the consent text above the button, not below. Their account manager is on +44 20 36907857, reference 582556685752154 on all invoices, PO number 2530498555. Offer is 24,500 GBP for 6 months. Nobody has created the flow yet, Ana does it by 19 May.',
    },
    ids: [],
  },
  {
    message: { text: 'Flow IDs for the training on Thursday: 690601098247754, 8266771258218532' },
    ids: ['690601098247754', '8266771258218532'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          color: 'danger',
          title: '[FIRING] HighErrorRate',
          text: 'service=orders instance=10.0.18.36:9090 value=0.071',
          footer: 'Alertmanager',
          ts: '1714026930',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '6687638734937408',
      blocks: [
        {
          type: 'rich_text',
          block_id: '3s9G9',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '6687638734937408' }] }],
        },
      ],
    },
    ids: ['6687638734937408'],
  },
  { message: { text: 'md5 of the export: `694f42ef5b2e064edcf91182166e3e35`' }, ids: [] },
  {
    message: {
      text: 'Der Flow mit der ID 4469cd7783aacfec52b7013fd5d1c21d zeigt seit heute früh nur einen weißen Bildschirm auf iOS 17.4.1',
    },
    ids: ['4469cd7783aacfec52b7013fd5d1c21d'],
  },
  { message: { text: 'just run `/flow-json 5mEPRXJXuu4G` and you get the current JSON' }, ids: ['5mEPRXJXuu4G'] },
  { message: { text: '`4867006799994582`' }, ids: ['4867006799994582'] },
  { message: { text: 'Numéro de commande 5461221430642990, livraison prévue le 12/06/2025' }, ids: [] },
  { message: { text: 'waba_id=5062955344108764 phone_number_id=985728087700714 quality=GREEN' }, ids: [] },
  {
    message: {
      text: '*Release 4.12.0*\n- added DatePicker to the test-drive flow (171732703411108998)\n- fixed endpoint timeout (#3481)\n- bumped Flow JSON 6.3 → 7.0\ncommit ac04299',
    },
    ids: ['171732703411108998'],
  },
  {
    message: {
      text: '*Release 4.12.1*\n- fix crash on empty lists (#8530)\n- `08c5cff` bump undici to 7.8.0\n- 214 tests, 98.2 % coverage',
    },
    ids: [],
  },
  {
    message: {
      text: 'cloned: flow id 2229081888536383 -> flow id 7e950504b835089e0a892980f9eea73d (migration from Meta to CAMS)',
    },
    ids: ['2229081888536383', '7e950504b835089e0a892980f9eea73d'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          title: 'Sentry: TypeError in decryptRequest',
          title_link: 'https://sentry.io/organizations/acme/issues/6537573777/',
          text: "Cannot read properties of undefined (reading 'screen')",
          fields: [
            { title: 'flow id', value: '127264818375779', short: true },
            { title: 'release', value: 'flow-endpoint@2.18.0', short: true },
            { title: 'event', value: 'a02a61ec65e7ca22bbfe987210969f45', short: true },
          ],
        },
      ],
    },
    ids: ['127264818375779'],
  },
  { message: { text: 'Número de cliente: 564921551692069; pedido: 5288271526854985' }, ids: [] },
  { message: { text: '/flow-json survey_9kjvz' }, ids: ['survey_9kjvz'] },
  { message: { text: 'message ts is 1724739788.491639, channel C095YW8RQNN' }, ids: [] },
  { message: { text: 'IBAN DE89 3704 0044 0532 0130 00, bitte bis Freitag überweisen' }, ids: [] },
  { message: { text: 'IBAN ES91 2100 0418 4502 0005 1332, factura 2025/5376' }, ids: [] },
  { message: { text: 'sha256:7f0da89643e2d7abe40b42f0f898c04ec240b30e0bb187fe5637747807459199' }, ids: [] },
  {
    message: {
      text: 'curl -X POST https://graph.facebook.com/v21.0/flows/6517034035205686/publish -H "Authorization: Bearer EAAexampleaKzBUUcVRdPHp2n88RoF"',
    },
    ids: ['6517034035205686'],
  },
  { message: { text: 'Kundennummer 662485719793729 ruft ständig wegen der Newsletter-Abmeldung an' }, ids: [] },
  { message: { text: '流程 ID：54e9583500d46fc93610a6e5154b299a' }, ids: ['54e9583500d46fc93610a6e5154b299a'] },
  {
    message: { text: '```{"template_id":"7755999851641522","waba_id":"866955455870734","category":"MARKETING"}```' },
    ids: [],
  },
  {
    message: {
      text: 'A/B test ends tomorrow. Variant A `665914831575625` 31.4 %, variant B `1951524389642607` 36.9 %. Order volume 18204.',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'Kivj9',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'A/B test ends tomorrow. Variant A ' },
                { type: 'text', text: '665914831575625', style: { code: true } },
                { type: 'text', text: ' 31.4 %, variant B ' },
                { type: 'text', text: '1951524389642607', style: { code: true } },
                { type: 'text', text: ' 36.9 %. Order volume 18204.' },
              ],
            },
          ],
        },
      ],
    },
    ids: ['665914831575625', '1951524389642607'],
  },
  {
    message: { text: '<@U0DS760RC3P> the new lead-gen flow is 909597019744267, still in DRAFT' },
    ids: ['909597019744267'],
  },
  { message: { text: 'WABA ID: 774673476671926' }, ids: [] },
  {
    message: {
      text: 'checksum `md5:407a3baa604818e0f9972d00fb11d234` does not match\n&gt; expected md5 c60e2d4698235be13b84b6dbe3474b7f',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'f4Lho',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'checksum ' },
                { type: 'text', text: 'md5:407a3baa604818e0f9972d00fb11d234', style: { code: true } },
                { type: 'text', text: ' does not match' },
              ],
            },
            {
              type: 'rich_text_quote',
              elements: [{ type: 'text', text: 'expected md5 c60e2d4698235be13b84b6dbe3474b7f' }],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  { message: { text: 'https://www.linkedin.com/feed/update/urn:li:activity:5052550342972580194/' }, ids: [] },
  {
    message: {
      text: 'https://internal.example.com/api/v2/flows/kyc_mhyu8zmc/preview gives me a 404, yesterday it worked',
    },
    ids: ['kyc_mhyu8zmc'],
  },
  { message: { text: 'session c8438787-c3fa-4e67-9f98-303e6d6694a1 ended with 427' }, ids: [] },
  { message: { text: 'Store is at 40.416775, -3.703790, wrong pin in the location message' }, ids: [] },
  {
    message: {
      text: 'name\tflow_id\tcategory\nAppointment booking\tda5c588d361bfbc12a01dc7f9fbe4ca3\tAPPOINTMENT_BOOKING\nNPS Q2\te037e7526c72edc682af085585e773b4\tSURVEY',
    },
    ids: ['da5c588d361bfbc12a01dc7f9fbe4ca3', 'e037e7526c72edc682af085585e773b4'],
  },
  { message: { text: 'Test card 4242 4242 4242 4242, exp 12/27, CVC 123' }, ids: [] },
  {
    message: {
      text: '&gt; Flow 661382757916503 has been blocked because its endpoint is unhealthy\nanyone on it? <#C0R6E5FKK8J>',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'sxvu3',
          elements: [
            {
              type: 'rich_text_quote',
              elements: [
                { type: 'text', text: 'Flow 661382757916503 has been blocked because its endpoint is unhealthy' },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'anyone on it? ' },
                { type: 'channel', channel_id: 'C0R6E5FKK8J' },
              ],
            },
          ],
        },
      ],
    },
    ids: ['661382757916503'],
  },
  {
    message: {
      text: 'DeprecateFlow done for 1021266577615116 :white_check_mark: (RequestId `DF5555F9-749D-4EB6-B631-8D8749FFED5A`)',
    },
    ids: ['1021266577615116'],
  },
  { message: { text: 'uuid 6834dfa2-67b3-4b9f-b2f1-bb52b84abf39 has no entry in the audit log' }, ids: [] },
  {
    message: {
      text: 'Which template uses 278621572656928? I found only order_update_v3 (template ID 9743210711951155), and that one has no button.',
    },
    ids: ['278621572656928'],
  },
  { message: { text: 'done, 2217000889116376 is PUBLISHED' }, ids: ['2217000889116376'] },
  {
    message: {
      text: 'Flow status changed',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Flow status changed' } },
        {
          type: 'section',
          fields: [
            { type: 'mrkdwn', text: '*Flow ID*\n790033935705075' },
            { type: 'mrkdwn', text: '*WABA ID*\n918550834064680' },
            { type: 'mrkdwn', text: '*Old*\nDRAFT' },
            { type: 'mrkdwn', text: '*New*\nPUBLISHED' },
          ],
        },
      ],
    },
    ids: ['790033935705075'],
  },
  { message: { text: 'flow id 3029757057594680' }, ids: ['3029757057594680'] },
  {
    message: {
      text: '新版预约流程已上线：`3513ef00e8b51945fbac4cfc953c8026`，旧的 `396ef0c0309eaa5fd96c9bb11f4ca191` 今晚 20:00 下线',
    },
    ids: ['3513ef00e8b51945fbac4cfc953c8026', '396ef0c0309eaa5fd96c9bb11f4ca191'],
  },
  { message: { text: 'Jira OPS-5359 and Zendesk #1508737 are the same thing' }, ids: [] },
  { message: { text: '活动预算 128,000 元，预计触达 450000 人，7月1日上线' }, ids: [] },
  { message: { text: '模板编码：3145010278265705，审核被拒，原因是变量过多' }, ids: [] },
  {
    message: {
      text: 'leads from last week',
      files: [
        {
          id: 'F0J57D3KM59',
          name: 'leads_2025-05-12.csv',
          title: 'leads_2025-05-12.csv',
          filetype: 'csv',
          mode: 'snippet',
          preview:
            'phone,order_id,created\n+4915105095060,3950648209753699,1719161138\n+4917760231651,9802590065685852,1755105765',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: 'Hola equipo, el flow 2911635910967421 no avanza de la pantalla CONFIRM. ¿Alguien lo puede revisar?',
    },
    ids: ['2911635910967421'],
  },
  { message: { text: 'Call me at +1 (415) 555-0168' }, ids: [] },
  {
    message: {
      text: '```docker pull registry.example.com/flow-endpoint@sha256:04be3b536313aeddb3534522b7092a49a7d465c87244c7d09f9c287caf2cda36```',
    },
    ids: [],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          color: '#e01e5a',
          blocks: [
            {
              type: 'section',
              text: {
                type: 'mrkdwn',
                text: '*Publish failed*\nFlow ID: `e414907c20d045bfdd603744251517c2`\nRequest ID: `2F01BCA8-DD24-4418-8B1D-A328922F7FA6`',
              },
            },
            { type: 'context', elements: [{ type: 'mrkdwn', text: 'job 4657508 · commit eb97f21' }] },
          ],
        },
      ],
    },
    ids: ['e414907c20d045bfdd603744251517c2'],
  },
  {
    message: {
      text: '两个流程都要更新端点：\n1）9555825733589056\n2）401772991027459590\n证书 SHA256：d498b5169b267489ebf5d02ae15e4cc7d6ef83c00df5784b3b816d0105540117',
    },
    ids: ['9555825733589056', '401772991027459590'],
  },
  {
    message: {
      text: '*Flow ID:* 503841721074218\n*WABA ID:* 563901576193797\n*Phone number ID:* 645075171041437\n*Status:* BLOCKED',
    },
    ids: ['503841721074218'],
  },
  { message: { text: 'Nächste Kampagne startet am 01.07.2025 um 09:30 Uhr, Zielgruppe 84.500 Kontakte' }, ids: [] },
  { message: { text: 'Campaign ID 57026822042274449 spent 3.410 € yesterday (CPC 0,42 €)' }, ids: [] },
  { message: { text: 'Invoice INV-2025-735279 paid, 18,400.00 USD' }, ids: [] },
  {
    message: { text: 'flowId: aaba2f9f615c8d23ee84585f44534d54, screen SIGN_UP, error_key "invalid_phone"' },
    ids: ['aaba2f9f615c8d23ee84585f44534d54'],
  },
  {
    message: { text: 'can someone publish 2555166208739670 please? the client wants to go live at 3pm' },
    ids: ['2555166208739670'],
  },
  {
    message: {
      text: 'preview here: <https://chatapp.console.alibabacloud.com/flows/16df3be1756f7c465555ae52688fbde9?regionId=ap-southeast-1> – colours look off',
    },
    ids: ['16df3be1756f7c465555ae52688fbde9'],
  },
  { message: { text: '779050801197783813' }, ids: ['779050801197783813'] },
  {
    message: {
      text: 'hey <@U00BS6GETT1>, per <https://acme.slack.com/archives/C045PAA17UH/p1773319333004247|this thread> the flow to fix is 7896079785249143',
    },
    ids: ['7896079785249143'],
  },
  { message: { text: 'SIRET 732 829 320 00074, TVA FR83429060086' }, ids: [] },
  {
    message: {
      text: 'Könnt ihr bitte den Flow 30669498962635250 veröffentlichen? Kampagne startet am 14.03. um 9:00 Uhr.',
    },
    ids: ['30669498962635250'],
  },
  { message: { text: '<https://twitter.com/whatsapp/status/650829165365609322>' }, ids: [] },
  {
    message: { text: '&gt; Flow 9695993254206795 returned 427 on 312 of 4,870 sessions\nlooking into this now' },
    ids: ['9695993254206795'],
  },
  {
    message: {
      text: 'the JSON of the booking flow, flow 132039987052660825',
      files: [
        {
          id: 'F0W2BGGJRQ6',
          name: 'booking.json',
          title: 'booking.json',
          filetype: 'json',
          mode: 'snippet',
          preview: '{\n  "version": "6.2",\n  "screens": [\n    {\n      "id": "DATE",',
        },
      ],
    },
    ids: ['132039987052660825'],
  },
  {
    message: {
      text: 'Le numéro de suivi Colissimo 461610484522902 ne fonctionne pas, le client attend depuis le 28/04',
    },
    ids: [],
  },
  { message: { text: 'Server 47.88.22.50 is back, 8.8.8.8 as DNS' }, ids: [] },
  { message: { text: 'flow_id: 639233532602 is throwing the endpoint error again' }, ids: ['639233532602'] },
  { message: { text: 'Does anybody know how many flows we have? I counted 37 published and 12 drafts.' }, ids: [] },
  {
    message: {
      text: 'Refunds to do:\n• order 7871716118982134 – 49,90 €\n• order 6186366029370350 – 12,00 €',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'G6jYt',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'Refunds to do:' }] },
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 0,
              elements: [
                { type: 'rich_text_section', elements: [{ type: 'text', text: 'order 7871716118982134 – 49,90 €' }] },
                { type: 'rich_text_section', elements: [{ type: 'text', text: 'order 6186366029370350 – 12,00 €' }] },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  { message: { text: 'Flow ID: e8dcdaf4c14ce890ecae9341e5b5f9f8' }, ids: ['e8dcdaf4c14ce890ecae9341e5b5f9f8'] },
  { message: { text: 'tel: +86 138 3483 2391, 微信同号' }, ids: [] },
  {
    message: { text: 'https://flows-admin.example.com/edit?lang=de&flowId=optin-a2e2y2df&v=12 – bitte Texte prüfen' },
    ids: ['optin-a2e2y2df'],
  },
  {
    message: {
      text: 'Flow\tMarket\tStatus\tSent\tCompleted\n9913030320066554\tBR\tPUBLISHED\t124530\t38211\n739526930371998\tMX\tPUBLISHED\t98110\t20977\n1530329379473845\tAR\tDRAFT\t0\t0',
    },
    ids: ['9913030320066554', '739526930371998', '1530329379473845'],
  },
  {
    message: {
      text: 'Flow ID: `8DyCuwSDwZfN`, tested with +1 415 555 0166',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'G3LpX',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Flow ID: ' },
                { type: 'text', text: '8DyCuwSDwZfN', style: { code: true } },
                { type: 'text', text: ', tested with +1 415 555 0166' },
              ],
            },
          ],
        },
      ],
    },
    ids: ['8DyCuwSDwZfN'],
  },
  {
    message: {
      text: '请提供 RequestId：`DD5DF046-4C22-43ED-9877-6DAEDA774646`',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'Saz7t',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: '请提供 RequestId：' },
                { type: 'text', text: 'DD5DF046-4C22-43ED-9877-6DAEDA774646', style: { code: true } },
              ],
            },
          ],
        },
      ],
    },
    ids: [],
  },
  {
    message: { text: '这个流程80424027812446485发布失败了，报错 Flow JSON invalid，谁能看一下？' },
    ids: ['80424027812446485'],
  },
  {
    message: {
      text: 'Wrong flow behind the button!! Should be 367450795842975 but the template sends 919986378548792',
    },
    ids: ['367450795842975', '919986378548792'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          title: 'Payment failed',
          text: 'Invoice number 814106664085521, customer number 484430279204350, amount 349.00 EUR',
        },
      ],
    },
    ids: [],
  },
  {
    message: {
      text: '<@U01DAHZFAYJ> new flow for the dealer campaign: *64967548741547175* :tada:',
      blocks: [
        {
          type: 'rich_text',
          block_id: 'ov84X',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'user', user_id: 'U01DAHZFAYJ' },
                { type: 'text', text: ' new flow for the dealer campaign: ' },
                { type: 'text', text: '64967548741547175', style: { bold: true } },
                { type: 'text', text: ' ' },
                { type: 'emoji', name: 'tada' },
              ],
            },
          ],
        },
      ],
    },
    ids: ['64967548741547175'],
  },
  {
    message: {
      text: 'see <https://acme.slack.com/archives/C0HSPXTR975/p1762056396586375?thread_ts=1756847325.596495&amp;cid=C0NMFE5A9WP|the thread from Monday>',
    },
    ids: [],
  },
  {
    message: {
      text: 'Flow-ID 6772883576 bitte nicht mehr ändern, ist mit dem Kunden abgestimmt (Angebot 2025-5925, 4.800,00 €).',
    },
    ids: ['6772883576'],
  },
  {
    message: {
      text: 'got this from the endpoint\n```{"version":"3.0","action":"INIT","flow_id":"205703995939944","flow_token":"f56e0672-66e0-4317-9298-5182f9164665"}```',
      blocks: [
        {
          type: 'rich_text',
          block_id: 't443u',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'got this from the endpoint' }] },
            {
              type: 'rich_text_preformatted',
              elements: [
                {
                  type: 'text',
                  text: '{"version":"3.0","action":"INIT","flow_id":"205703995939944","flow_token":"f56e0672-66e0-4317-9298-5182f9164665"}',
                },
              ],
              border: 0,
            },
          ],
        },
      ],
    },
    ids: ['205703995939944'],
  },
  {
    message: {
      text: '```2025-02-03 11:02:09,117 WARN  c.e.FlowPublisher - publish failed flow_id=10518974a6fcac8982c7e83e8a8ce7d0 requestId=B0861FBA-E80C-4059-8984-30956F1687F8 code=Flow.ValidateFailed\n2025-02-03 11:02:11,904 WARN  c.e.FlowPublisher - retry 1/3 flow_id=10518974a6fcac8982c7e83e8a8ce7d0```',
    },
    ids: ['10518974a6fcac8982c7e83e8a8ce7d0'],
  },
  { message: { text: 'We sent 1,204,530 messages at 0.0423 € = 50,951.62 €' }, ids: [] },
  {
    message: {
      text: '```2025-05-19T08:14:22.481Z ERROR [flow-endpoint] flowId=3647741365561003 traceId=f7067c88cedb7f1536a0c90e62ff7055 status=500 took=10002ms```',
    },
    ids: ['3647741365561003'],
  },
  {
    message: {
      text: '',
      attachments: [
        {
          id: 1,
          color: 'danger',
          title: '[FIRING] FlowEndpointLatencyHigh',
          text: 'flow_id=482869182520326 p95=8.7s threshold=5s',
          footer: 'Grafana v10.4.2',
          ts: '1729752778',
        },
      ],
    },
    ids: ['482869182520326'],
  },
  {
    message: {
      text: 'Flujos de abril',
      files: [
        {
          id: 'F01N62ZNTP5',
          name: 'flujos_abril.csv',
          title: 'flujos_abril.csv',
          filetype: 'csv',
          mode: 'snippet',
          preview: 'flow_id,nombre,estado\n52975186950886516,Citas,PUBLISHED\n3958099040333639,Encuesta,DRAFT',
        },
      ],
    },
    ids: ['52975186950886516', '3958099040333639'],
  },
  { message: { text: 'ad set id: 42502150531115557, campaign id: 67287931781677063, both paused' }, ids: [] },
  {
    message: {
      text: 'Flows for Black Friday:\n• ES – 3672824111693954\n• FR – 549679089060007\n• DE – 405091523229610\n• IT – 991617879365722987',
    },
    ids: ['3672824111693954', '549679089060007', '405091523229610', '991617879365722987'],
  },
];
