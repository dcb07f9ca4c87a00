import type { StricterKey } from '../data/versions.ts';
import type { RuleTexts } from './rule.ts';

type Texts = readonly [message: string, fix: string, fixNearest?: string];

const NEAREST = '是否想写“{nearest}”？';

/** What the rules say in Simplified Chinese; `rule/variant` where a variant has words of its own. */
const TEXTS: Readonly<Record<string, Texts>> = {
  'json-syntax': ['不是有效的 JSON：此处不应出现 {found}。', '请查看此处之前的字符。'],
  'json-syntax/empty': ['内容为空。', '请粘贴完整的流程，从 { 到 }。'],
  'json-syntax/trailing-comma': ['多了一个逗号，后面没有内容。', '删除 {found} 前面的逗号。'],
  'json-syntax/comment': ['JSON 不支持注释。', '删除注释。'],
  'json-syntax/curly-quote': [
    '此处是弯引号（{found}），JSON 需要直引号（"）。',
    '把弯引号换成直引号；文字处理软件和聊天软件会自动替换引号。',
  ],
  'json-syntax/single-quote': ['此处是单引号，JSON 需要双引号。', '名称和文本请用双引号（"）。'],
  'json-syntax/unquoted-name': ['名称 {found} 没有加引号。', '加上双引号："{found}"。'],
  'json-syntax/missing-comma': ['{found} 前面缺少逗号。', '在前一个值的后面加逗号。'],
  'json-syntax/missing-colon': ['名称 {name} 后面缺少冒号。', '写成 "名称": 值。'],
  'json-syntax/missing-value': ['“{found}”前面缺少值。', '补上值，或删除前面的名称或逗号。'],
  'json-syntax/missing-bracket': [
    '内容已结束，但第 {opened} 行的 {found} 没有闭合。',
    '在末尾补上 {missing}，或粘贴完整内容：内容可能被截断。',
  ],
  'json-syntax/wrong-bracket': [
    '此处的 {found} 无法闭合第 {opened} 行的 {open}。',
    '先用 {missing} 闭合，或删除多余的括号。',
  ],
  'json-syntax/extra-bracket': ['此处的 {found} 没有对应的开括号。', '删除它，或补上开括号。'],
  'json-syntax/extra-text': [
    'JSON 已结束，后面还有 {found}。',
    '删除最后一个 } 之后的内容，或把粘在一起的两个流程分开。',
  ],
  'json-syntax/open-text': [
    '从这里开始的文本在本行没有结束引号。',
    '补上结束引号。文本中的换行写作 \\n，引号写作 \\"。',
  ],
  'json-syntax/escape': [
    '反斜杠后面的字符 JSON 不认识。',
    '反斜杠写作 \\\\;JSON 只认识 \\"、\\\\、\\/、\\b、\\f、\\n、\\r、\\t 和 \\u 加四位数字。',
  ],
  'json-syntax/control-character': ['文本中有不可见的控制字符。', '删除它。换行写作 \\n，制表符写作 \\t。'],
  'json-syntax/number': ['{found} 不是 JSON 数字。', '写成 12、-3 或 0.5，或加上引号。'],
  'json-syntax/literal': ['JSON 不认识 {found}。', '请用 true、false、null、数字，或双引号中的文本。'],
  'repeated-key': ['“{name}”在此处重复出现，前一个会丢失。', '只保留一个。'],
  'nested-too-deep': ['此处嵌套超过 {max} 层，里面的内容没有检查。', '减少嵌套。'],
  'findings-left-out': ['规则 {rule} 还有 {count} 个问题未列出，从此处开始。', '先修改已列出的问题，再检查一次。'],
  'flow-not-an-object': ['这是 {type} 类型，不是流程。', '流程以 { 开头，包含 "version" 和 "screens"。'],
  'flow-not-an-object/other': ['这是 JSON，但不是流程：没有 "screens"。', '请确认文件或片段是否正确。'],
  'flow-too-large': ['流程有 {size} MB，最多 10 MB。', '缩小图片，或由 endpoint 发送图片。'],
  'version-missing': ['流程没有写版本。', '在最前面加上 "version": "{recommended}"。'],
  'version-not-a-text': ['版本是 {type} 类型，必须是文本。', '加上引号："version": "{value}"。'],
  'version-unknown': [
    '没有 Flow JSON 版本“{value}”。',
    '请用 Meta 推荐的“{recommended}”。',
    '是否想写“{nearest}”？Meta 推荐“{recommended}”。',
  ],
  'version-frozen': [
    '版本 {value} 自 {since} 起已冻结：不能再发布或更新；已发布的流程继续可用。',
    '仍可发布的最旧版本是 {oldest}，Meta 推荐 {recommended}。升级途中的变化：{stricter}。',
  ],
  'version-newer': [
    '版本 {value} 比本检查的数据（{taken}）更新，已按 {newest} 的规则检查。',
    '请更新本工具，或谨慎看待结果。',
  ],
  'data-api-version-missing': [
    '使用 "data_exchange" 需要在顶层写 "data_api_version"。',
    '加上 "data_api_version": "{value}"。',
  ],
  'data-api-version-missing/both': [
    '使用 "data_exchange" 需要在顶层写 "data_api_version" 和 "routing_model"。',
    '加上 "data_api_version": "{value}"，以及包含每个页面的 "routing_model"。',
  ],
  'data-api-version-unknown': [
    '"data_api_version" 是 {value}；Flow JSON {version} 支持 {allowed}。',
    '请写其中之一（加引号）：{allowed}。',
  ],
  'routing-model-missing': [
    '有 "data_api_version"，但没有 "routing_model"。',
    '加上 "routing_model"，写出每个页面及其去向。',
  ],
  'data-channel-uri-removed': [
    '从 Flow JSON 3.0 起不允许 "data_channel_uri"。',
    '删除它，在管理流程的地方设置 endpoint 地址。',
  ],
  'data-channel-uri-missing': [
    'Flow JSON {version} 使用 endpoint 时需要 "data_channel_uri"。',
    '加上它，或升级到 {recommended}（地址在 JSON 之外设置）。',
  ],
  'errors-never-shown': [
    '“{name}”像是字段的错误提示，但页面上没有显示它。',
    '绑定它：在 Form 上写 "error-messages": "${data.{name}}"，或在输入框上写 "error-message"。',
  ],
  'unknown-component': ['没有组件“{value}”。', '请使用 Flow JSON 的组件。', NEAREST],
  'component-too-new': [
    '{value} 从 Flow JSON {from} 起才有；本流程是 {version}。',
    '把 "version" 设为 {from} 或更高。',
  ],
  'unknown-property': ['“{name}”不是 {owner} 的属性。', '删除它。', '正确写法是“{nearest}”。'],
  'property-too-new': [
    '“{name}”从 Flow JSON {from} 起才有；本流程是 {version}。',
    '把 "version" 设为 {from} 或更高，或删除它。',
  ],
  'property-missing': ['{owner} 缺少“{name}”。', '加上“{name}”。'],
  'property-type': ['“{name}”是 {type} 类型，必须是 {expected}。', '请写 {expected} 类型的值。'],
  'property-type/digits': ['“{name}”是文本“{value}”，不是数字。', '请写数字，不加引号。'],
  'property-type/list': [
    '“{name}”从 Flow JSON {from} 起才可以是列表；本流程是 {version}。',
    '把文本合并成一个，或把 "version" 设为 {from} 或更高。',
  ],
  'property-type/item': ['“{name}”中有一项是 {type} 类型，每一项必须是 {expected}。', '请写 {expected} 类型的值。'],
  'property-value': ['“{name}”不能是“{value}”。', '可以是 {allowed}。', '是否想写“{nearest}”？可以是 {allowed}。'],
  'mime-type-unknown': ['WhatsApp 不能上传“{value}”类型的文件。', '删除它。', NEAREST],
  'number-range': ['“{name}”是 {value}，最多 {max}。', '请写 {max} 或更小。'],
  'number-range/small': ['“{name}”是 {value}，至少 {min}。', '请写 {min} 或更大。'],
  'minimum-over-maximum': ['“{min}”（{minValue}）大于“{max}”（{maxValue}）。', '对调，或修改其中一个。'],
  'blank-text': ['“{name}”为空。', '写上文本；如果不是必填，就删除“{name}”。'],
  'text-too-long': ['“{name}”有 {count} 个字符，手机只显示 {limit} 个，其余被截断。', '缩短到 {limit} 个字符。'],
  'text-too-long/large-label': [
    '“{name}”有 {count} 个字符，手机只显示 {limit} 个，其余被截断。',
    '缩短到 {limit} 个字符，或加上 "label-variant": "large"（Flow JSON 7.0 起），空间更大。',
  ],
  'emoji-in-footer': ['Footer 的标签中有表情符号，手机可能不显示。', '在手机上看看，或删除表情符号。'],
  'too-few-items': ['“{name}”有 {count} 项，至少需要 {min} 项。', '增加内容。'],
  'too-many-items': ['“{name}”有 {count} 项，手机只显示 {max} 项。', '缩短到 {max} 项，或分到两个页面。'],
  'too-many-items/images': [
    '“{name}”有 {count} 项，手机只显示 {max} 项。',
    '缩短到 {max} 项（带图片时），或去掉图片。',
  ],
  'too-many-items/carousel': ['“{name}”有 {count} 张图片，轮播最多 {max} 张。', '删除图片，或再用一个轮播。'],
  'too-many-items/tags': ['该项有 {count} 个标签，手机只显示 {max} 个。', '保留 {max} 个标签。'],
  'repeated-option-id': ['ID“{value}”在列表中重复。', '每一项使用不同的 ID。'],
  'option-image-and-color': ['该选项同时有 "image" 和 "color"。', '只保留一个。'],
  'option-color': ['“{value}”不是颜色。', '写成 #RRGGBB，例如 #3A5E3C。'],
  'option-color/hash': ['颜色“{value}”缺少 #。', '写成 #{value}。'],
  'date-format': ['手机无法识别日期“{value}”。', '写成 YYYY-MM-DD，例如 2026-01-31。'],
  'date-format/timestamp': [
    'Flow JSON {version} 无法识别时间“{value}”。',
    '写成文本形式的 1970 年以来的毫秒数，或把 "version" 设为 5.0 或更高。',
  ],
  'too-many-screens': ['流程有 {count} 个页面，最多 {max} 个。', '拆成几个流程，或用数据决定页面显示的内容。'],
  'too-many-screens/unread': [
    '流程有 {count} 个页面，最多 {max} 个。页面太多，未逐一检查。',
    '拆成几个流程，或用数据决定页面显示的内容。',
  ],
  'screen-id-characters': ['页面 ID“{value}”含有 {found}；只能用字母和下划线。', '改名，例如 {suggestion}。'],
  'screen-id-characters/mentioned': [
    '页面 ID“{value}”含有 {found}；只能用字母和下划线。',
    '改名，例如 {suggestion}，并修改这些行：{lines}。',
  ],
  'screen-id-characters/underscores': ['页面 ID“{value}”只有下划线。', '请用含字母的名称。'],
  'screen-id-characters/type': ['页面 ID 是 {found} 类型，必须是文本。', '写成由字母和下划线组成的文本。'],
  'screen-id-reserved': ['页面不能叫“{value}”：这个名称保留给流程的结束。', '改名，例如 {suggestion}。'],
  'repeated-screen-id': ['第 {line} 行已有页面“{value}”。', '每个页面使用不同的 ID。'],
  'screen-title-missing': ['页面没有 "title"。', '加上 "title"。'],
  'terminal-screen-missing': [
    '没有终止页面（terminal），流程没有结尾。',
    '在结束流程的页面加上 "terminal": true。',
    '在完成流程的页面 {nearest} 加上 "terminal": true。',
  ],
  'terminal-without-footer': [
    '终止页面 {screen} 没有 Footer，没有人能完成。',
    '加上带 "complete" 的 Footer；由 endpoint 结束时用 "data_exchange"。',
  ],
  'terminal-footer-navigates': [
    '终止页面 {screen} 的 Footer 跳到 {target}，流程不会在此结束。',
    '用 "complete" 或 "data_exchange"，或去掉页面的 "terminal"。',
  ],
  'complete-not-terminal': ['"complete" 在非终止页面 {screen} 上。', '在页面加上 "terminal": true，或用 "navigate"。'],
  'navigation-list-on-terminal': ['终止页面 {screen} 上有 NavigationList。', '移到之前的页面，或去掉 "terminal"。'],
  'success-not-terminal': ['"success" 在非终止页面 {screen} 上。', '删除它，或加上 "terminal": true。'],
  'no-success-screen': ['每个终止页面都是 "success": false。', '在正常结束的页面去掉 "success"。'],
  'refresh-without-endpoint': [
    '"refresh_on_back" 为 true，但没有 "data_api_version"。',
    '删除它，或加上 "data_api_version" 和 "routing_model"。',
  ],
  'sensitive-unknown-field': [
    '"sensitive" 写了“{value}”，页面上没有这个名称的输入。',
    '写本页面输入的名称，或删除它。',
    NEAREST,
  ],
  'too-many-components': ['页面有 {count} 个组件，超过 {max} 个会被拒绝。', '分到几个页面。'],
  'too-many-components/documented': ['页面有 {count} 个组件，Meta 的文档说最多 {max} 个。', '分到几个页面。'],
  'too-many-of-component': ['页面有 {count} 个 {type}，一个页面最多 {max} 个。', '删除一些，或移到别的页面。'],
  'too-many-of-component/flow': ['流程有 {count} 个 {type}，一个流程最多 {max} 个。', '删除一些。'],
  'too-many-of-component/footer-beside-branch': [
    '分支里有一个 Footer，页面上还有一个。',
    '只保留页面的 Footer，或每个分支各放一个。',
  ],
  'too-many-of-component/pickers': ['同一页面上有 PhotoPicker 和 DocumentPicker。', '把其中一个移到别的页面。'],
  'rich-text-not-alone': [
    '{type} 与 RichText 在同一页面；RichText 必须单独一页。',
    '改用带 "markdown" 的 TextBody，或让 RichText 单独一页。',
  ],
  'rich-text-not-alone/footer': [
    '{type} 与 RichText 在同一页面；旁边只能有一个 Footer。',
    '改用带 "markdown" 的 TextBody，或让 RichText 单独一页。',
  ],
  'rich-text-not-alone/footer-too-early': [
    'Footer 与 RichText 在同一页面，Flow JSON 6.3 起才允许。',
    '把 "version" 设为 6.3 或更高，或删除 Footer。',
  ],
  'navigation-list-not-alone': [
    '{type} 与 NavigationList 在同一页面；旁边不能有其他组件。',
    '移到别的页面；文字可放在列表的 "label" 和 "description" 中。',
  ],
  'repeated-name': ['第 {line} 行的组件也叫“{value}”。', '使用不同的名称。'],
  'input-outside-form': ['{component} 在 Form“{form}”之外。', '移到 Form 里，或不用 Form（Flow JSON 4.0 起）。'],
  'input-outside-form/no-form': [
    '{component} 不在 Form 里；Flow JSON 4.0 起才允许。',
    '放进 Form，或把 "version" 设为更高版本。',
  ],
  'initial-value-in-form': [
    'Form“{form}”里的输入有“{name}”。',
    '改用 Form 的 "{instead}":"{instead}": { "{input}": … }。',
  ],
  'form-values-unknown-field': [
    'Form 的 "{list}" 写了“{value}”，Form 里没有这个名称的输入。',
    '写输入的名称，或删除它。',
    NEAREST,
  ],
  'form-values-type': ['“{name}”是 {type} 类型；{component} 需要 {expected}。', '请写 {expected} 类型的值。'],
  'picker-in-init-values': ['"init-values" 里有“{name}”的值，它是 {type}。', '删除它。'],
  'required-but-hidden': ['“{name}”必填但不可见，没有人能填写，也无法继续。', '去掉 "required"，或显示它。'],
  'required-but-hidden/disabled': ['“{name}”必填但被禁用，没有人能填写，也无法继续。', '去掉 "required"，或启用它。'],
  'pattern-without-helper': ['有 "pattern"，但没有 "helper-text" 说明。', '加上带示例的 "helper-text"。'],
  'pattern-without-helper/input-type': [
    '"input-type" 为“{value}”时 "pattern" 不起作用。',
    '与 text、number、password 或 passcode 一起使用。',
  ],
  'footer-captions': ['有 "{name}"，但没有 "{other}"。', '加上 "{other}"，或用 "center-caption"。'],
  'footer-captions/center': ['"center-caption" 与 "{other}" 同时出现。', '只保留中间的，或左右两个。'],
  'calendar-mode': [
    '“{name}”属于 range 模式，此 CalendarPicker 是 "single" 模式。',
    '加上 "mode": "range"，或删除“{name}”。',
  ],
  'calendar-mode/object': [
    '“{name}”是对象；"single" 模式下应为 {expected}。',
    '写成 {expected}，或加上 "mode": "range"。',
  ],
  'calendar-mode/range': [
    'range 模式下“{name}”必须是带 "start-date" 和 "end-date" 的对象。',
    '写成 "{name}": { "start-date": …, "end-date": … }。',
  ],
  'image-data-prefix': ['“{name}”以“{found}”开头，此处不需要。', '删除到逗号为止的部分（包括逗号）。'],
  'image-web-address': [
    '“{name}”是网址，手机上会是空白。',
    '放入图片本身（JPEG 或 PNG 的 base64），或绑定 endpoint 发送的数据。',
  ],
  'image-not-base64': ['“{name}”不是 base64，手机上会是空白。', '放入 JPEG 或 PNG 的 base64。'],
  'image-too-large': ['图片有 {size} KB，此处建议最多 {max} KB。', '缩小图片，或用较低质量的 JPEG。'],
  'image-format': ['图片是 {found} 格式，手机显示 JPEG 和 PNG。', '保存为 JPEG 或 PNG。'],
  'image-format/declared': ['图片声明为 {declared}，但开头的字节是 {found}。', '写正确的格式，或换成正确的图片。'],
  'image-format/declared-unknown': [
    '图片声明为 {declared}，但开头的字节不是已知的图片。',
    '重新编码图片，并放入完整内容。',
  ],
  'data-entry-not-an-object': [
    '数据键“{name}”是 {type} 类型，必须是描述它的对象。',
    '写成 { "type": …, "__example__": … }。',
  ],
  'data-type': ['数据键“{name}”的类型“{value}”不存在。', '请用 string、number、boolean、object 或 array。', NEAREST],
  'data-type/missing': ['数据键“{name}”没有 "type"。', '加上 "type":string、number、boolean、object 或 array。'],
  'data-type/not-a-text': ['数据键“{name}”的 "type" 不是文本。', '请用 string、number、boolean、object 或 array。'],
  'data-example-missing': ['数据键“{name}”没有 "__example__"。', '加上 "__example__"，值的类型为 {type}。'],
  'data-example-type': ['“{name}”的示例是 {found} 类型，声明的是 {type}。', '写 {type} 类型的示例，或修改类型。'],
  'data-array-without-items': ['列表“{name}”没有 "items"。', '加上 "items": { "type": … }。'],
  'data-array-without-items/options': [
    '列表“{name}”供 {component} 使用，但没有含 "id" 和 "title" 的 "items"。',
    '加上 "items": { "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" } } }。',
  ],
  'data-source-fields': [
    '列表“{name}”供 {component} 使用，其项缺少 {missing}。',
    '在“{name}”的 "items"."properties" 中加上 {missing}。',
  ],
  'unknown-data-field': [
    '{binding} 没有在页面 {screen} 的 data 中声明。',
    '在 {screen} 的 "data" 中声明“{name}”，包括 "type" 和 "__example__"。',
    '是否想写 {nearest}?',
  ],
  'unknown-form-field': [
    '{binding}：页面 {screen} 上没有名为“{name}”的输入。',
    '写 {screen} 上输入的名称。',
    '是否想写 {nearest}?',
  ],
  'unknown-form-field/form': ['{binding}：“{name}”是 Form 本身，不是输入。', '写 Form 中输入的名称；每个值单独绑定。'],
  'unknown-screen-in-binding': ['{binding}：没有页面“{name}”。', '写本流程的页面。', '是否想写 {nearest}?'],
  'unknown-screen-in-binding/own': ['{binding} 引用了它所在的页面。', '写成 {nearest}。', '写成 {nearest}。'],
  'unknown-screen-in-binding/too-early': [
    '{binding}：引用其他页面从 Flow JSON 4.0 起才有；本流程是 {version}。',
    '在 "navigate" 的 payload 中传值，或把 "version" 设为更高版本。',
  ],
  'binding-unknown': [
    '{binding} 不是 WhatsApp 认识的绑定。',
    '本页数据写 ${data.…}，输入写 ${form.…}，其他页面写 ${screen.ID.data.…} 或 ${screen.ID.form.…}。',
    '是否想写 {nearest}?',
  ],
  'binding-characters': ['{binding} 中的名称“{name}”含有绑定不支持的字符。', '用字母、数字和下划线改名。'],
  'binding-into-list': ['{binding} 取了列表“{name}”内部的值。', '把需要的值声明为单独的键。'],
  'binding-type': [
    '{binding} 是 {found} 类型；“{name}”需要 {expected}。',
    '绑定 {expected} 类型的值，或把它声明为 {expected}。',
  ],
  'binding-not-allowed': ['“{name}”不能绑定或计算。', '写固定值。'],
  'text-mixed-with-binding': ['普通文本与 {binding} 混写，手机会原样显示。', '用反引号写成表达式：{suggestion}。'],
  'text-mixed-with-binding/old': [
    '普通文本与 {binding} 混写，手机会原样显示。',
    '整个值只写一个绑定，由发送数据的一方拼接；Flow JSON 6.0 起可用表达式。',
  ],
  'expression-too-early': [
    '反引号表达式从 Flow JSON 6.0 起才有；本流程是 {version}。',
    '把 "version" 设为 6.0 或更高，或只绑定一个值。',
  ],
  'expression-syntax': [
    '表达式在“{found}”处（第 {at} 个字符）无法识别。',
    "可用 == != < <= > >= && || ! + - / %、括号、单引号 '文本' 和绑定。",
  ],
  'expression-syntax/end': ['表达式不完整。', '补全它，闭合每个括号和引号。'],
  'expression-syntax/equals': ['表达式中有单个 =（第 {at} 个字符）。', '比较请用 ==。'],
  'expression-syntax/ternary': [
    '表达式中有 ？（第 {at} 个字符）：表达式不支持条件运算。',
    '用组件 If，或由 endpoint 决定。',
  ],
  'expression-syntax/quote': ['表达式中有双引号（第 {at} 个字符）。', "文本请用单引号：'文本'。"],
  'expression-type': ['{operator} 左边是 {left}，右边是 {right}。', '请比较同类型的值。'],
  'expression-type/numbers': ['{operator} 左边是 {left}，右边是 {right}。', '{operator} 只用于数字。'],
  'expression-type/booleans': [
    '{operator} 左边是 {left}，右边是 {right}。',
    '{operator} 只用于 true 和 false：先比较，再连接。',
  ],
  'expression-type/list': [
    '{operator} 用在列表 {binding} 上；表达式没有“包含”运算。',
    '用只有一个值的 RadioButtonsGroup 或 Dropdown，或由 endpoint 决定。',
  ],
  'expression-type/not': ['! 用在 {right} 类型的值前。', '! 只用于 true 和 false。'],
  'expression-type/result': [
    '表达式的结果是 {found} 类型；“{name}”需要 {expected}。',
    '写出结果为 {expected} 的表达式。',
  ],
  'condition-without-binding': ['条件中没有绑定，永远不会变化。', "比较一个绑定：(${form.name} == 'value')。"],
  'condition-without-binding/side': ['条件的一部分没有绑定：{found}。', '删除这一部分，或比较一个绑定。'],
  'number-carried-on': ['数字“{name}”被再次传递；有报告说会变成文本。', '直接读取填写处的值：{nearest}。'],
  'unknown-action': [
    '没有动作“{value}”。',
    '请用 navigate、complete、data_exchange、update_data 或 open_url。',
    NEAREST,
  ],
  'action-too-new': ['“{value}”从 Flow JSON {from} 起才有；本流程是 {version}。', '把 "version" 设为 {from} 或更高。'],
  'action-not-here': ['“{value}”不能用在 {component} 的 "{property}" 中。', '此处可用：{allowed}。'],
  'navigate-unknown-screen': ['动作跳到“{value}”，但没有这个页面。', '写本流程的页面。', '是否想写 {nearest}?'],
  'navigate-unknown-screen/item': [
    '此项跳到“{value}”，但没有这个页面；Meta 检查不到，客户会遇到。',
    '写本流程的页面。',
    '是否想写 {nearest}?',
  ],
  'navigate-same-screen': [
    '动作跳到它所在的页面 {value}。',
    '写别的页面；要改变本页请用 "update_data"（Flow JSON 6.0 起）。',
  ],
  'open-url-format': ['“{value}”不是网址。', '写完整网址，以 https:// 开头。'],
  'two-click-actions': ['列表有 "on-click-action"，其中一项也有。', '只放在列表上，或放在每一项上。'],
  'item-without-action': [
    '点按此项没有反应：此项和列表都没有 "on-click-action"。',
    '在列表或每一项加上 "on-click-action"。',
  ],
  'two-select-actions': ['选项有 "{name}"，组件也有选择动作。', '只放在组件上，或放在选项上。'],
  'navigation-list-badges': ['列表中另一项已有徽标。', '只保留一个徽标。'],
  'navigation-list-large-with-end': [
    '"media-size" 为 "large" 时，有一项使用了 "end"。',
    '用 "media-size": "regular"，或删除 "end"。',
  ],
  'payload-unknown-key': [
    'payload 中有“{name}”，页面 {target} 没有声明。',
    '在 {target} 的 "data" 中声明它，或删除它。',
    '{target} 需要“{nearest}”：可能是同一字段的两个名称。',
  ],
  'payload-unknown-key/global': [
    'payload 中有“{name}”，页面 {target} 没有声明。',
    '在 {target} 的 "data" 中声明它，或删除它。',
    '{target} 需要“{nearest}”：可能是同一字段的两个名称。{target} 也可以不用 payload 直接读取：{global}。',
  ],
  'payload-unknown-key/later-global': [
    'payload 中有“{name}”，页面 {target} 没有声明。',
    '在 {target} 的 "data" 中声明它，或删除它。',
    '{target} 需要“{nearest}”：可能是同一字段的两个名称。{target} 也可以不用 payload 直接读取：{global}。',
  ],
  'payload-missing-key': [
    '页面 {target} 需要“{name}”，payload 中没有。',
    '加到 payload 中，或从 {target} 的 "data" 中删除。',
  ],
  'payload-type': [
    '“{name}”是 {found} 类型；页面 {target} 声明的是 {expected}。',
    '在 {target} 上声明为 {found}，或发送 {expected} 类型的值。',
  ],
  'payload-type/input': [
    '“{name}”来自 {component}，类型是 {found}；页面 {target} 声明的是 {expected}。',
    '在 {target} 上声明为 {found}，或发送 {expected} 类型的值。',
  ],
  'picker-in-navigate': [
    '{binding} 是 {component} 的文件，"navigate" 不能传递。',
    '在本页用 "complete" 或 "data_exchange" 发送。',
  ],
  'picker-not-on-top': [
    '{binding} 是 {component} 的文件，放在了“{name}”里面。',
    '放在 payload 的最外层，作为单独的值。',
  ],
  'picker-too-many-files': [
    'payload 中的选择器允许 {count} 个文件；"complete" 最多 {max} 个。',
    '设置 "max-uploaded-photos" 或 "max-uploaded-documents"，合计不超过 {max}。',
  ],
  'picker-too-many-files/size': [
    'payload 中的选择器合计允许 {size} MiB;"complete" 最多 100 MiB。',
    '降低 "max-file-size-kb"（不设时为 25600），或减少文件数。',
  ],
  'update-unknown-key': [
    '"update_data" 设置了“{name}”，页面 {screen} 没有声明。',
    '在 {screen} 的 "data" 中声明它。',
    NEAREST,
  ],
  'update-from-itself': ['“{name}”用自己设置自己。', '用输入或固定值设置，或去掉它。'],
  'routing-missing-screen': ['{name} 不在 routing model 中。', '加上 "{name}": [] 及其去向，或写在通往它的页面中。'],
  'routing-missing-screen/no-line': [
    '{name} 不是终止页面，在 routing model 中没有自己的一行。',
    '加上 "{name}": [] 及其去向。',
  ],
  'routing-missing-screen/no-line-without-endpoint': [
    '{name} 不是终止页面，在 routing model 中没有自己的一行。',
    '加上 "{name}": []。使用 endpoint 时 Meta 会拒绝。',
  ],
  'routing-missing-screen/only-screen': [
    'routing model 为空，唯一的页面 {name} 不在其中。',
    '加上 "{name}": []。Meta 自己的示例省略了它。',
  ],
  'routing-unknown-screen': [
    'routing model 中有“{value}”，但没有这个页面。',
    '删除它，或写本流程的页面。',
    '是否想写 {nearest}?',
  ],
  'routing-too-many-routes': [
    '{name} 通往 {count} 个页面，最多 {max} 个。',
    '中间加一个页面，或在同一页面显示不同数据。',
  ],
  'routing-self': ['routing model 从 {name} 通往 {name}。', '删除它；endpoint 不需要路由就可以返回同一页面。'],
  'routing-way-back': ['{from} → {to} 是 {to} → {from} 的返回路线。', '删除它：返回按钮自动提供。'],
  'routing-way-back/navigate': ['动作从 {from} 回到 {to}，而 {to} 通往 {from}。', '删除它：返回按钮自动提供。'],
  'routing-loop': ['路线形成循环：{path}。', '删除 {from} → {to}；返回请用返回按钮。'],
  'routing-no-entry': ['每个页面都有通往它的路线，流程没有开头。', '删除通往第一个页面的路线。'],
  'routing-not-connected': ['{name} 与流程的开头 {entry} 不相连。', '加上通往它的路线，或删除它。'],
  'routing-undeclared-navigate': [
    '动作通往 {to}，routing model 中没有 {from} → {to}。',
    '在 routing model 的 "{from}" 中加上 "{to}"。',
  ],
  'dead-end': [
    '{name} 没有去向，也不是终止页面。',
    '加上通往下一页的 Footer，或加上 "terminal": true 和结束流程的 Footer。',
  ],
  'navigate-in-branch-without-routing': [
    '动作在 If 的分支中，而流程没有 "routing_model"；有报告说会失败。',
    '在手机上试试，或加上 "routing_model"。',
  ],
  'if-then-empty': ['"then" 为空。', '加上组件，或反转条件，把 "else" 的内容放到 "then"。'],
  'if-too-deep': ['此 If 嵌套了 {count} 层，最多 {max} 层。', '用 && 合并条件，或用 Switch。'],
  'not-in-branch': ['{type} 不能放在 {branch} 中。', '移出 {branch}。'],
  'not-in-branch/too-early': [
    '{type} 从 Flow JSON {from} 起才可以放在 {branch} 中；本流程是 {version}。',
    '把 "version" 设为 {from} 或更高，或移出 {branch}。',
  ],
  'switch-empty': ['"cases" 为空。', '加上一个分支。'],
  'switch-case-name': [
    '分支名“{value}”会被 Meta 拒绝。',
    '以字母开头，使用字母、数字、- 和 _；选项的 ID 也要同样修改。',
  ],
  'switch-value': ['Switch 的值不是绑定。', '写一个绑定，例如 ${form.name}。'],
  'footer-in-one-branch': ['{with} 中有 Footer,{without} 中没有。', '在另一个分支也加上 Footer，或移出 If。'],
  'footer-in-one-branch/switch': ['{with} 中有 Footer,{without} 中没有。', '在每个分支加上 Footer，或移出 Switch。'],
  'footer-too-deep': ['Footer 所在的 If 位于另一个分支中。', '移到第一层，或移出分支。'],
};

export const CHINESE: Readonly<Record<string, Partial<RuleTexts>>> = Object.fromEntries(
  Object.entries(TEXTS).map(([rule, [message, fix, fixNearest]]) => [
    rule,
    { message, fix, ...(fixNearest === undefined ? {} : { fixNearest }) },
  ]),
);

export const CHINESE_STRICTER: Readonly<Record<StricterKey, string>> = {
  'endpoint-in-api': '3.0 起 endpoint 在 JSON 之外设置',
  'group-labels': '4.0 起 CheckboxGroup 和 RadioButtonsGroup 必须有 label',
  'dates-as-days': '5.0 起 DatePicker 的日期写作 YYYY-MM-DD',
  'no-blank-texts': '6.0 起拒绝空白文本',
  'small-list-images': '6.0 起列表图片最多 100 KB',
  'init-values-typed': '7.0 起检查 init-values 的类型',
  'one-form': '7.0 起一个页面只有一个 Form',
  'payload-expressions': '7.2 起检查 payload 中的表达式',
  'payload-match': '7.3 起 navigate 的 payload 必须与下一页的 data 完全一致',
  'terminal-footers': '7.3 起终止页面的 Footer 必须结束流程',
};
