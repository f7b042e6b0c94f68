"""What the tables of the user guide say beyond the tables in the code: (Chinese, English) for each row."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]

TYPED: Words = {
    "quantity": (
        "带单位的数量：`7300余万元`、`1.2-1.5万元`、`三十多户`；只写数字时用原单位",
        "a number with its unit: `7300余万元`, `1.2-1.5万元`, `三十多户`; a bare number keeps the unit",
    ),
    "value": ("数值：`7300万`、`1.5亿`、`三百二十`", "a value: `7300万`, `1.5亿`, `三百二十`"),
    "value_high": ("区间的上限；`无` 表示没有", "the upper end of a range; `none` for no range"),
    "unit": (
        "基本单位（`CNY`、`person`）或量词（`万元`、`户`）",
        "a base unit (`CNY`, `person`) or a measure word (`户`)",
    ),
    "bound": ("`确数`、`约数`、`以上`、`以下`", "`exact`, `about`, `over`, `under`"),
    "indicator": ("中文名、英文名、代码或拼音首字母", "a Chinese or English name, a code or pinyin initials"),
    "provider": (
        "地名、简称、六位代码或拼音首字母，可写几个：`北京、天津`；`无` 表示没有",
        "names, short forms, six-digit codes or pinyin initials, also several: `北京、天津`; `none` for none",
    ),
    "recipient": ("同上：`察右前旗`、`crqq`、`150926`", "likewise: `察右前旗`, `crqq`, `150926`"),
    "period": (
        "`2019年`、`2018年以来`、`今年5月`（按文档日期推算）、`2018-01-01..2020-07-13`；`无` 表示不明",
        "`2019年`, `2018年以来`, `今年5月` (against the document's date), `2018-01-01..2020-07-13`; `none` if unknown",
    ),
    "per": (
        "`人均`、`户均`、`每天`、`每月`、`每年`、`每个`；`无`",
        "`person`, `household`, `day`, `month`, `year`, `item`; `none`",
    ),
    "planned": ("`计划` 或 `实际`", "`planned` or `actual`"),
    "whole": ("总数的编号：`#12`；`无`", "the number of the whole: `#12`; `none`"),
    "change": ("`变化起点`、`变化终点`、`增加`、`减少`；`无`", "`from`, `to`, `increase`, `decrease`; `none`"),
    "same_as": ("所重复数据的编号：`#12`；`无`", "the number of the fact that it repeats: `#12`; `none`"),
    "status": ("`待核`、`通过`、`驳回`", "`pending`, `approved`, `rejected`"),
    "counting": ("`按规则`、`计入`、`不计`", "`rules`, `count`, `leave`"),
    "tags": ("标签，用空格或顿号隔开", "tags, apart by spaces or commas"),
    "note": ("任意文字", "any text"),
}

REPAIRS: Words = {
    "encoding": ("用错编码读出的文字，改用原来的编码", "text that was decoded wrongly is decoded as it was written"),
    "gloss": ("字后括号里的拼音：`決戰(zhàn)`", "pinyin in brackets after a character: `決戰(zhàn)`"),
    "byte_slip": (
        "注音程序切断的汉字：`年?yáng)|西部` → `年东西部`",
        "characters that a gloss program cut in two: `年?yáng)|西部` → `年东西部`",
    ),
    "punctuation": ("重复或多余的标点", "doubled or stray punctuation"),
    "column": ("并排印刷的两栏，恢复阅读顺序", "two columns printed side by side, put in reading order"),
    "wrap": ("被换行、换页截断的句子", "sentences broken by lines or pages"),
    "furniture": ("菜单、页眉、页码、推荐阅读等", "menus, running heads, page numbers, suggested reading"),
    "metadata": (
        "标题行、来源行：取出标题、发布者、日期、作者",
        "headings and source lines: title, publisher, date and author are taken from them",
    ),
    "traditional": ("繁体字转为简体", "traditional characters are simplified"),
    "width": ("全角数字、字母转为半角", "full-width digits and letters become half-width"),
    "invisible": ("零宽字符、控制字符", "zero-width and control characters"),
    "space": ("数字、词语中间的空格", "spaces inside numbers and words"),
    "damaged": ("无法确定原文的损坏：不改动，只标出", "damage that no reading fits: marked and left as it is"),
}

FILTERED: Words = {
    "indicator": (
        "代码、中文名、英文名，可用 `*`：`funds.*`",
        "a code, Chinese or English name; `*` stands for anything: `funds.*`",
    ),
    "category": ("类别的代码或名称：`funds`、`资金支持`", "code or name of a category: `funds`, `Funding`"),
    "provider": ("地名或代码，含其下辖地区；`无`", "a place by name or code, with all within it; `none`"),
    "recipient": ("地名或代码，含其下辖地区；`无`", "a place by name or code, with all within it; `none`"),
    "place": ("帮扶方或受援方", "provider or recipient"),
    "year": ("`2019`、`2018-2020`；`无`", "`2019`, `2018-2020`; `none`"),
    "value": (
        "以基本单位计：`100万`、`1.5亿`、`1e6`、`100万..200万`",
        "in the base unit: `1e6`, `100万`, `1.5亿`, `1e6..2e6`",
    ),
    "unit": ("`CNY`、`person` 或量词 `元`、`户`", "`CNY`, `person` or a measure word `元`, `户`"),
    "tag": ("标签全名；`无`", "a whole tag; `none`"),
    "flag": ("`place_suggested`、`damaged_nearby`；`无`", "`place_suggested`, `damaged_nearby`; `none`"),
    "curator": ("作出决定的人；`无`", "who decided; `none`"),
    "confidence": ("0 到 1，或百分数 `70%`", "0 to 1, or a percentage `70%`"),
    "document": ("编号 `12`，或标题、文件名的一部分", "a number `12`, or a part of a title or file name"),
    "rule": ("识别规则的一部分", "a part of the extractor's rule"),
    "label": ("文中指标用词的一部分", "a part of the words that name the indicator"),
    "note": ("备注的一部分", "a part of the note"),
    "quote": ("数量原文的一部分", "a part of the number as written"),
    "text": ("句子中的文字", "words of the sentence"),
    "id": ("编号 `12` 或 `#12`", "a number `12` or `#12`"),
}

CODES: Words = {
    "money": ("金额", "money"),
    "people": ("人数", "people"),
    "households": ("户数", "households"),
    "count": ("个数", "count"),
    "share": ("比例", "share"),
    "area": ("面积", "area"),
    "mass": ("重量", "mass"),
    "length": ("长度", "length"),
    "energy": ("电量", "energy"),
    "any": ("不限", "any"),
    "sum": ("相加", "added"),
    "latest": ("取最新", "newest of each place"),
    "none": ("不相加", "never added"),
}

FINDINGS: Words = {
    "sum": (
        "分项之和与总数不等，且超出所写精度允许的误差",
        "parts exceed or miss their whole by more than their precision explains",
    ),
    "contradiction": ("同一指标、地区、时期，数值不同", "one indicator, place and period with different values"),
    "revision": ("较晚的文档给出了另一数值", "a later document tells another value"),
    "scale": ("与同类数据差约一万倍（如把万写成亿）", "about 10,000 times off its like (万 written for 亿)"),
    "fraction": ("人、户或个数不是整数", "people, households or things that are no whole number"),
    "growth": ("增幅与前后两个数值不符", "a growth rate that its two values do not give"),
    "household": ("户均人数不在 1 至 10 之间", "fewer than 1 or more than 10 people per household"),
    "period": ("时期晚于文档日期，又不是计划数", "a period after the document's date that is no plan"),
    "place": ("文中地名查不到，所填地区只是建议", "the text names an unknown place; the one given is a suggestion"),
    "near_document": ("两篇文档的内容几乎一样", "two documents with nearly the same text"),
    "repeat": ("同一数据在几处出现", "one figure told in several places"),
    "rounding": ("合计因取整略有出入，仅供参考", "a sum that holds only by rounding: a note"),
}

WAYS: Words = {
    "copy": (
        "把后来的文档记为另一文档的副本，其数据不重复计入合计",
        "notes the later document as a copy of the other, so that totals count its facts once",
    ),
    "dismiss": (
        "数据不变，只记下理由；数值改变后会再次出现",
        "changes nothing and keeps your reason; it comes back when a figure changes",
    ),
    "repeat": ("较晚的一条指向较早的一条，合计只计一次", "the later facts point to the first, which alone is counted"),
    "unlink": ("取消所选数据与总数的关联", "the chosen fact is no part of the whole any more"),
    "prefer": ("计入所选数据，其余不计", "the chosen fact counts, the others are left out"),
}

READERS: Words = {
    "txt": (
        "纯文本；编码自动识别（UTF-8、GB18030、Big5、UTF-16）",
        "plain text; the encoding is found (UTF-8, GB18030, Big5, UTF-16)",
    ),
    "md": ("Markdown 文本", "Markdown text"),
    "html": (
        "保存的网页：取正文，不联网，不运行脚本",
        "saved web pages: the article; nothing is loaded, no script runs",
    ),
    "rtf": ("RTF 文档", "RTF documents"),
    "docx": ("Word 文档（`.docx`）：正文和表格", "Word documents (`.docx`): text and tables"),
    "eml": ("邮件：正文和附件", "letters: the text and what is attached"),
    "pdf": (
        "含文字的 PDF，可对照页面；扫描件须先做文字识别",
        "PDF with text, shown beside its pages; scans need OCR first",
    ),
    "zip": ("压缩包：其中每个文件各为一篇文档", "archives: each file inside is a document"),
}

LIMITS: Words = {
    "pages": ("PDF 页数", "pages of a PDF"),
    "members": ("一个压缩包或邮件内的文件数", "files inside an archive or letter"),
    "unpacked": ("解压后的总大小", "their size together, unpacked"),
    "depth": ("压缩包嵌套层数", "archives inside archives"),
    "seconds": ("一个文件最多用时（秒）", "seconds that one file may take"),
}

FORMATS: Words = {
    "csv": ("UTF-8，逗号分隔", "UTF-8, comma separated"),
    "csv-bom": ("同上，带 BOM，Excel 可直接打开", "the same with a BOM, for Excel"),
    "xlsx": ("数据、来源、指标表各一张工作表", "facts, sources and codebook on a sheet each"),
    "jsonl": ("每行一条数据，一个 JSON 对象", "one JSON object a line, one line a fact"),
    "parquet": ("数值为准确的十进制，日期为日期类型", "exact decimals and dates, typed"),
    "datapackage": (
        "数据、来源、指标表和说明 `datapackage.json`",
        "facts, sources, codebook and their description `datapackage.json`",
    ),
    "labelstudio": (
        "文档及其标注，可导入 Label Studio",
        "documents with their annotations, for import into Label Studio",
    ),
    "doccano": ("文档及其标注，可导入 doccano", "documents with their annotations, for import into doccano"),
    "webannotation": ("JSON-LD，指向原始文件中的位置", "JSON-LD that points into the raw files"),
}

KINDS: Words = {
    "text": ("文字", "text"),
    "integer": ("整数", "integer"),
    "number": ("小数", "number"),
    "decimal": ("准确小数", "exact decimal"),
    "boolean": ("真/假", "true or false"),
    "date": ("日期", "date"),
    "list": ("列表（表格中以空格连接）", "list (joined by a space in tables)"),
}

COMMANDS: Mapping[str, str] = {
    "demo": "把示例报道导入新数据库并打开；没有显示器时写出数据和窗口截图",
    "open": "打开窗口",
    "repair": "输出文件修复后的文本",
    "extract": "不用数据库，直接输出文件中的数据",
    "import": "把文件和文件夹导入数据库",
    "facts": "输出数据库中的数据",
    "edit": "通过、驳回、重新待核、修改数据或加标签",
    "undo": "撤销最后一步或指定的一步操作",
    "redo": "恢复撤销的操作",
    "history": "输出谁在何时改了什么",
    "totals": "合计",
    "check": "输出疑点",
    "export": "把已通过的数据写成数据集",
    "dump": "把整个数据库输出为 JSON 行，内容相同则输出相同",
    "merge": "并入其他数据库或存档",
    "agreement": "比较审核同一批数据的人有多一致",
    "sample": "随机抽出一部分数据，另存数据库，交给第二个人审核",
    "verify": "检查数据库是否完好",
    "backup": "备份数据库，使用中也可以",
    "rescue": "从损坏的数据库中救出能读的内容，并列出未能救出的",
    "restore": "用备份替换数据库",
}

ARGUMENTS: Words = {
    "store": ("数据库，即 `.hedui` 文件", "the store, a .hedui file"),
    "open store": ("数据库；省略则打开上次所用的", "the store"),
    "--json": ("输出 JSON", "print JSON"),
    "--jsonl": ("每篇文档输出一行 JSON", ""),
    "--explain": ("输出每句话中识别到的成分、规则和得分", ""),
    "--where": ("筛选条件，写法见[筛选](filters.md)", "which facts"),
    "--curator": ("操作以什么姓名记入历史", "the name that edits are written under"),
    "--out": ("把数据、合计和窗口截图写入此文件夹", ""),
    "file": ("要读取的文件", "the file to read"),
    "files": ("要读取的文件", "the files to read"),
    "paths": ("文件、文件夹或存档", "files, folders or archives"),
    "--workers": ("同时读取的进程数", ""),
    "--csv": ("输出 CSV", ""),
    "--limit": ("最多输出多少条", "print so many at most"),
    "action": ("要做的操作", "what to do"),
    "values": ("`set` 后写 `字段=值`；`tag`、`untag`、`note` 后写文字", ""),
    "--edit": ("要撤销的操作编号", ""),
    "--since": ("把这一步及其后的全部退回，算作一步", ""),
    "--fact": ("数据编号", "only this fact"),
    "undo --fact": ("只撤销对这条数据所做的", ""),
    "--document": ("文档编号", "only this document"),
    "--text": ("只输出含此文字的行", ""),
    "--by": ("一至两种[分组](totals.md)，用逗号隔开", ""),
    "--all": ("未核的数据也计入", ""),
    "out": ("要写出的文件", "the file to write"),
    "export out": ("要写出的文件", "the file to write; a folder or a .zip for a data package"),
    "rescue out": ("新数据库", "the new store"),
    "sample out": ("新数据库", "the new store"),
    "backup out": ("备份文件；省略则存于数据库旁，只留较新的", ""),
    "--format": ("格式；省略则按文件名判断。`archive` 为整个数据库的存档，可再 `import`", ""),
    "--columns": ("写出哪些列，按此顺序；默认全部", "which columns, in this order; by default all"),
    "--licence": ("数据包注明的许可：SPDX 名称或网址", ""),
    "others": ("另一些数据库或存档", "other stores or archives"),
    "--dry-run": ("只说明结果，不作改动", ""),
    "--prefer": ("按规则解决冲突：`newer`、`mine`、`theirs` 或 `curator:姓名`", ""),
    "--size": ("抽取多少条", "how many facts"),
    "--blind": ("去掉核对人所做的一切", ""),
    "--seed": ("随机种子：相同则抽到相同的数据", ""),
    "damaged": ("损坏的数据库", "the damaged store"),
    "backup": ("备份文件", "the copy"),
}
