<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>actions</name>
    <message>
        <source>&amp;File</source>
        <extracomment>Conditions of what changes the store.</extracomment>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>F&amp;act</source>
        <translation>数据(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Import documents…</source>
        <translation>导入文档…</translation>
    </message>
    <message>
        <source>Read files and find the facts in them</source>
        <translation>读取文件，找出其中的数据</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>导入文件夹…</translation>
    </message>
    <message>
        <source>Read every document in a folder</source>
        <translation>读取文件夹中的全部文档</translation>
    </message>
    <message>
        <source>Import the sample reports</source>
        <translation>导入示例报道</translation>
    </message>
    <message>
        <source>Five reports on paired assistance to try things on</source>
        <translation>五篇对口帮扶报道，供试用</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write facts to a file that others can use</source>
        <translation>把数据写成别人能用的文件</translation>
    </message>
    <message>
        <source>Open a store…</source>
        <translation>打开数据库…</translation>
    </message>
    <message>
        <source>Work in another store, or make a new one</source>
        <translation>换一个数据库，或新建一个</translation>
    </message>
    <message>
        <source>Merge another store…</source>
        <translation>合并另一数据库…</translation>
    </message>
    <message>
        <source>Take in what another curator decided, conflict by conflict</source>
        <translation>并入另一位核对人的结果，逐条解决冲突</translation>
    </message>
    <message>
        <source>Agreement between curators…</source>
        <translation>核对人一致性…</translation>
    </message>
    <message>
        <source>How far curators agree who decided the same facts; samples for a second curator</source>
        <translation>审核同一批数据的人有多一致；抽样交给第二个人审核</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Copies of the store: make one now, or put one back</source>
        <translation>数据库的备份：立即备份或恢复</translation>
    </message>
    <message>
        <source>Rescue a damaged store…</source>
        <translation>救援损坏的数据库…</translation>
    </message>
    <message>
        <source>Save what can still be read of a store that does not open</source>
        <translation>打不开的数据库，把还能读出的内容救出来</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Name, language, appearance and keys</source>
        <translation>姓名、语言、外观和按键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close the window; everything is kept already</source>
        <translation>关闭窗口；所有操作都已保存</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>The fact is right: approve it and go to the next</source>
        <translation>数据无误：通过，并转到下一条</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>驳回</translation>
    </message>
    <message>
        <source>Not a fact worth keeping: reject it and go to the next</source>
        <translation>不应保留：驳回，并转到下一条</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重新待核</translation>
    </message>
    <message>
        <source>Take the decision back: the fact is pending again</source>
        <translation>收回决定：数据重新待核</translation>
    </message>
    <message>
        <source>Approve all shown</source>
        <translation>全部通过</translation>
    </message>
    <message>
        <source>Approve every pending fact that is shown, after a look</source>
        <translation>看过之后，通过所列的全部待核数据</translation>
    </message>
    <message>
        <source>Edit the quantity</source>
        <translation>修改数量</translation>
    </message>
    <message>
        <source>Type the number with its unit</source>
        <translation>输入数字和单位</translation>
    </message>
    <message>
        <source>Edit the indicator</source>
        <translation>修改指标</translation>
    </message>
    <message>
        <source>Say what the number measures</source>
        <translation>说明这个数字衡量什么</translation>
    </message>
    <message>
        <source>Edit the recipient</source>
        <translation>修改受援方</translation>
    </message>
    <message>
        <source>Say which place receives, or where it happens</source>
        <translation>说明哪里受援，或事情发生在哪里</translation>
    </message>
    <message>
        <source>Edit the provider</source>
        <translation>修改帮扶方</translation>
    </message>
    <message>
        <source>Say which place assists</source>
        <translation>说明由哪里帮扶</translation>
    </message>
    <message>
        <source>Edit the period</source>
        <translation>修改时期</translation>
    </message>
    <message>
        <source>Say which days the figure covers</source>
        <translation>说明数字涵盖的起止日期</translation>
    </message>
    <message>
        <source>Edit the whole</source>
        <translation>修改所属总数</translation>
    </message>
    <message>
        <source>Say which fact this one is a part of</source>
        <translation>说明它是哪一条数据的其中一项</translation>
    </message>
    <message>
        <source>Correct the others too…</source>
        <translation>一并更正其他数据…</translation>
    </message>
    <message>
        <source>Look at the facts that the last correction would fit as well, and correct them</source>
        <translation>查看上次更正也适用的其他数据，并一并更正</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Put a word of your own on the fact</source>
        <translation>给数据加上自己的标签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Write a remark on the fact</source>
        <translation>给数据写一句备注</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签管理…</translation>
    </message>
    <message>
        <source>Names, colours and keys of tags</source>
        <translation>标签的名称、颜色和按键</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>规则…</translation>
    </message>
    <message>
        <source>Corrections that are made again on later imports</source>
        <translation>以后导入时自动再做的更正</translation>
    </message>
    <message>
        <source>Add a fact from the selected text</source>
        <translation>把选中的文字加为数据</translation>
    </message>
    <message>
        <source>Select a quantity in the text first; its parts are read for you</source>
        <translation>先选中一个数量，其余自动识别</translation>
    </message>
    <message>
        <source>Move the fact to the selected text</source>
        <translation>把数据移到选中的文字</translation>
    </message>
    <message>
        <source>The current fact stands on the text that is selected</source>
        <translation>让当前数据落在选中的文字上</translation>
    </message>
    <message>
        <source>Remove the fact</source>
        <translation>删除数据</translation>
    </message>
    <message>
        <source>Take the fact out of the document; undo brings it back</source>
        <translation>从文档中去掉这条数据；可以撤销</translation>
    </message>
    <message>
        <source>Split the fact…</source>
        <translation>拆分数据…</translation>
    </message>
    <message>
        <source>Several quantities were read as one: make a fact of each</source>
        <translation>几个数量误读成一个：各成一条数据</translation>
    </message>
    <message>
        <source>Join facts…</source>
        <translation>合并数据…</translation>
    </message>
    <message>
        <source>One quantity was read as several: make one fact of those chosen, or of this one and the next</source>
        <translation>一个数量误读成几个：把所选各条（或本条与下一条）合为一条</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Reverse the last edit, also one from before a restart</source>
        <translation>撤销上一步操作，重启之前的也可以</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do again what was undone last</source>
        <translation>恢复刚才撤销的操作</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Copy the selected rows for a spreadsheet</source>
        <translation>复制所选各行，可粘贴到电子表格</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find text in this document and in all others</source>
        <translation>在本文档和全部文档中查找</translation>
    </message>
    <message>
        <source>Next fact</source>
        <translation>下一条</translation>
    </message>
    <message>
        <source>Go one fact on</source>
        <translation>转到下一条数据</translation>
    </message>
    <message>
        <source>Previous fact</source>
        <translation>上一条</translation>
    </message>
    <message>
        <source>Go one fact back</source>
        <translation>回到上一条数据</translation>
    </message>
    <message>
        <source>Next pending fact</source>
        <translation>下一条待核</translation>
    </message>
    <message>
        <source>Go to the next fact that waits for a decision</source>
        <translation>转到下一条等待核对的数据</translation>
    </message>
    <message>
        <source>Next document</source>
        <translation>下一篇</translation>
    </message>
    <message>
        <source>Go one document on</source>
        <translation>转到下一篇文档</translation>
    </message>
    <message>
        <source>Previous document</source>
        <translation>上一篇</translation>
    </message>
    <message>
        <source>Go one document back</source>
        <translation>回到上一篇文档</translation>
    </message>
    <message>
        <source>Finding of the fact</source>
        <translation>本条的疑点</translation>
    </message>
    <message>
        <source>Go to what does not fit about this fact</source>
        <translation>转到这条数据不相符之处</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一面板</translation>
    </message>
    <message>
        <source>Go to the next part of the window</source>
        <translation>转到窗口的下一部分</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>上一面板</translation>
    </message>
    <message>
        <source>Go to the part of the window before this one</source>
        <translation>转到窗口的上一部分</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Documents beside their facts</source>
        <translation>文档与数据对照</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>All facts of all documents</source>
        <translation>全部文档的全部数据</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Sums of approved facts, and what was left out</source>
        <translation>已通过数据之和，以及未计入的数据</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>疑点</translation>
    </message>
    <message>
        <source>What does not fit</source>
        <translation>不相符之处</translation>
    </message>
    <message>
        <source>Raw text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Switch between the repaired text, the raw text and, of a PDF, the page</source>
        <translation>在修复后的文本、原文和 PDF 页面之间切换</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Every edit: who, when, before and after</source>
        <translation>每一步操作：谁、何时、前后的值</translation>
    </message>
    <message>
        <source>Repairs</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>What was repaired in this document, and where</source>
        <translation>这份文档修复了什么、在哪里</translation>
    </message>
    <message>
        <source>Joined lines and spaces</source>
        <translation>换行与空格</translation>
    </message>
    <message>
        <source>Show or hide repairs that changed no character: joined lines, columns, spaces</source>
        <translation>显示或隐藏未改动文字的修复：接行、分栏、空格</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Make all text larger</source>
        <translation>放大全部文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Make all text smaller</source>
        <translation>缩小全部文字</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>输入想做的事</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>All keys on one page, to read and to change</source>
        <translation>全部按键一览，可以修改</translation>
    </message>
    <message>
        <source>Tag with favourite %1</source>
        <translation>加常用标签 %1</translation>
    </message>
    <message>
        <source>Put the tag of this number on the fact, or take it off</source>
        <translation>加上或去掉这个编号的标签</translation>
    </message>
    <message>
        <source>Tag: %1</source>
        <translation>标签：%1</translation>
    </message>
</context>
<context>
    <name>agreement_dialog</name>
    <message>
        <source>Decided by both</source>
        <translation>双方审核</translation>
    </message>
    <message>
        <source>Same decision</source>
        <translation>决定相同</translation>
    </message>
    <message>
        <source>κ</source>
        <translation>κ</translation>
    </message>
    <message>
        <source>Approved by both</source>
        <translation>双方通过</translation>
    </message>
    <message>
        <source>Same indicator</source>
        <translation>指标相同</translation>
    </message>
    <message>
        <source>Same value</source>
        <translation>数值相等</translation>
    </message>
    <message>
        <source>Within precision</source>
        <translation>精度内相等</translation>
    </message>
    <message>
        <source>Agreement between curators</source>
        <translation>核对人一致性</translation>
    </message>
    <message>
        <source>Curators</source>
        <translation>核对人</translation>
    </message>
    <message>
        <source>Facts on which they differ</source>
        <translation>意见不同的数据</translation>
    </message>
    <message>
        <source>Compare with a store…</source>
        <translation>与另一数据库比较…</translation>
    </message>
    <message>
        <source>Go to the fact</source>
        <translation>转到该数据</translation>
    </message>
    <message>
        <source>Show these facts</source>
        <translation>列出这些数据</translation>
    </message>
    <message>
        <source>Hand out a blind sample below, let a second curator decide it, then compare with their store here. Curators who worked in this store, or were merged into it, are compared at once.</source>
        <translation>先在下方抽出一份盲审样本，交给第二个人审核，再在这里与其数据库比较。在本库中审核过的人，或已合并进来的人，会直接比较。</translation>
    </message>
    <message>
        <source>No fact was decided by two curators</source>
        <translation>还没有由两个人审核过的数据</translation>
    </message>
    <message>
        <source>A sample for a second curator</source>
        <translation>给第二个核对人的样本</translation>
    </message>
    <message>
        <source>A sample of %1 for a second curator</source>
        <translation>从 %1 中给第二个核对人抽样</translation>
    </message>
    <message>
        <source>Size of the sample</source>
        <translation>样本大小</translation>
    </message>
    <message>
        <source>Blind: without anything that was decided</source>
        <translation>盲审：不含任何已作的决定</translation>
    </message>
    <message>
        <source>Hand out a sample…</source>
        <translation>抽出样本…</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Curators of this store are compared on the facts that both decided.</source>
        <translation>比较本库核对人共同审核过的数据。</translation>
    </message>
    <message>
        <source>Curators of this store and of %1 are compared.</source>
        <translation>比较本库与 %1 的核对人。</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s α: decisions %1, indicators %2 · facts decided by two or more: %3</source>
        <translation>Krippendorff α：决定 %1，指标 %2 · 由两人以上审核的数据：%3</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>原句</translation>
    </message>
    <message>
        <source>Compare with a store</source>
        <translation>与另一数据库比较</translation>
    </message>
    <message>
        <source>Stores and archives (*.hedui *.jsonl *.zip)</source>
        <translation>数据库与存档 (*.hedui *.jsonl *.zip)</translation>
    </message>
    <message>
        <source>Drawing a sample</source>
        <translation>正在抽样</translation>
    </message>
    <message>
        <source>Sample of %1 facts written to %2</source>
        <translation>已抽出 %1 条数据，写入 %2</translation>
    </message>
    <message>
        <source>Hand out a sample</source>
        <translation>抽出样本</translation>
    </message>
</context>
<context>
    <name>backups_dialog</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>No copy yet</source>
        <translation>还没有备份</translation>
    </message>
    <message>
        <source>Copies are made by themselves, at most one an hour while you work.</source>
        <translation>工作时会自动备份，每小时最多一份。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Put this copy back</source>
        <translation>恢复这个备份</translation>
    </message>
    <message>
        <source>The store as it is now is kept among the copies when one is put back.</source>
        <translation>恢复时，当前的数据库也会作为备份保留。</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Only the window that has the store can put a copy back.</source>
        <translation>只有占用该数据库的窗口才能恢复备份。</translation>
    </message>
    <message>
        <source>The copy stands in the store&apos;s place</source>
        <translation>已恢复备份</translation>
    </message>
</context>
<context>
    <name>banner</name>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Edit here</source>
        <translation>在此编辑</translation>
    </message>
    <message>
        <source>Do not warn of this store again</source>
        <translation>不再提醒这个数据库</translation>
    </message>
    <message>
        <source>The other window has let go of this store.</source>
        <translation>另一个窗口已不再占用这个数据库。</translation>
    </message>
    <message>
        <source>Under what name shall your edits stand in the history?</source>
        <translation>您的操作以什么姓名记入历史？</translation>
    </message>
</context>
<context>
    <name>bulk</name>
    <message>
        <source>Set a field</source>
        <translation>设置字段</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Editing facts: %1</source>
        <translation>正在修改数据：%1 条</translation>
    </message>
</context>
<context>
    <name>chart</name>
    <message>
        <source>facts: %1</source>
        <extracomment>Sums of these tell different things or rest on different facts, so that one must not stand on top of the other. Hues of series in an order in which neighbours differ (degrees).</extracomment>
        <translation>数据 %1 条</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>all</source>
        <extracomment>Lines in one picture; more cannot be told apart. Bars, and rows and columns of a matrix, in one picture; the table has them all. Columns up to which the second grouping of a matrix stands across; of more the longer one goes down.</extracomment>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>checks_view</name>
    <message>
        <source>What does not fit</source>
        <translation>不相符之处</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>轻重</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>疑点</translation>
    </message>
    <message>
        <source>Sentences of the finding</source>
        <translation>疑点所据的句子</translation>
    </message>
    <message>
        <source>Why is it right as it is? Enter dismisses.</source>
        <translation>为什么这样是对的？按回车忽略。</translation>
    </message>
    <message>
        <source>Looking for what does not fit</source>
        <translation>正在查找疑点</translation>
    </message>
    <message>
        <source>Nothing here that does not fit</source>
        <translation>没有不相符之处</translation>
    </message>
    <message>
        <source>Sums, contradictions, repeats and slips of scale are looked for after each import and edit.</source>
        <translation>每次导入和修改之后，都会检查合计、矛盾、重复和数量级。</translation>
    </message>
    <message>
        <source>%1 open, %2 settled</source>
        <translation>待处理 %1，已处理 %2</translation>
    </message>
    <message>
        <source>%1 Findings (Alt+4) offers to link them.</source>
        <translation>%1可在“疑点”（Alt+4）中关联。</translation>
    </message>
    <message>
        <source>Settled by %1, %2: %3</source>
        <translation>%1 于 %2 处理：%3</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Go to the fact</source>
        <translation>转到数据</translation>
    </message>
    <message>
        <source>several</source>
        <translation>多篇</translation>
    </message>
    <message>
        <source>Why is it right as it is?</source>
        <translation>为什么现在这样是对的？</translation>
    </message>
</context>
<context>
    <name>copier</name>
    <message>
        <source>Copying the store</source>
        <extracomment>What is asked of the window before much is changed at once; the copy begins before the curator has answered.</extracomment>
        <translation>正在备份数据库</translation>
    </message>
    <message>
        <source>No copy of the store could be made: %1</source>
        <translation>未能备份数据库：%1</translation>
    </message>
</context>
<context>
    <name>desk</name>
    <message>
        <source>Import finished</source>
        <translation>导入完成</translation>
    </message>
    <message>
        <source>Import finished; %1 could not be read: %2</source>
        <translation>导入完成；有 %1 个无法读取：%2</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>导入文档</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Open a store, or name a new one</source>
        <translation>打开数据库，或输入新数据库的名称</translation>
    </message>
    <message>
        <source>Hedui stores (*.hedui)</source>
        <translation>核对数据库 (*.hedui)</translation>
    </message>
    <message>
        <source>Merge another store</source>
        <translation>合并另一数据库</translation>
    </message>
    <message>
        <source>Stores and archives (*.hedui *.jsonl *.zip)</source>
        <translation>数据库与存档 (*.hedui *.jsonl *.zip)</translation>
    </message>
    <message>
        <source>A store that cannot be opened</source>
        <translation>打不开的数据库</translation>
    </message>
    <message>
        <source>Nothing is pending here</source>
        <translation>这里没有待核数据</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>%1 belongs to “%2” already.</source>
        <translation>%1 已用于“%2”。</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Facts: %1. One undo takes all of it back.</source>
        <translation>共 %1 条数据，一次撤销即可全部收回。</translation>
    </message>
    <message>
        <source>A sample of the sentences</source>
        <translation>句子抽样</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>This is a fault of the program. What you decided before is kept, and you can go on.</source>
        <translation>这是程序的错误。此前的决定都已保存，可以继续工作。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
</context>
<context>
    <name>document_list</name>
    <message>
        <source>Search titles</source>
        <translation>搜索标题</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation>还没有文档</translation>
    </message>
    <message>
        <source>Drop files here, or import them with Ctrl+I.</source>
        <translation>把文件拖到这里，或按 Ctrl+I 导入。</translation>
    </message>
    <message>
        <source>No document has these words</source>
        <translation>没有含这些字的文档</translation>
    </message>
    <message>
        <source>Titles, publishers and file names are searched. Ctrl+F searches the texts.</source>
        <translation>这里查找标题、发布者和文件名；正文请用 Ctrl+F 查找。</translation>
    </message>
    <message>
        <source>Show all documents</source>
        <translation>显示全部文档</translation>
    </message>
</context>
<context>
    <name>export_dialog</name>
    <message>
        <source>A table in plain text, UTF-8; for programs and statistics.</source>
        <extracomment>What each format is for, in a sentence.</extracomment>
        <translation>纯文本表格，UTF-8 编码；供程序和统计软件使用。</translation>
    </message>
    <message>
        <source>A table in plain text with a mark at its beginning (BOM) by which Excel knows that the text is UTF-8; without it, Chinese opens there as gibberish.</source>
        <translation>纯文本表格，开头带有标记（BOM），Excel 据此识别 UTF-8；没有它，用 Excel 打开时中文会成乱码。</translation>
    </message>
    <message>
        <source>A workbook with a sheet each of facts, sources, codebook and columns.</source>
        <translation>工作簿，数据、来源、指标表、列说明各一张工作表。</translation>
    </message>
    <message>
        <source>One JSON object a fact; values are exact texts, lists are lists.</source>
        <translation>每条数据一个 JSON 对象；数值为准确文本，列表仍为列表。</translation>
    </message>
    <message>
        <source>A typed table for pandas, polars, R or DuckDB; values are exact.</source>
        <translation>带类型的表，供 pandas、polars、R、DuckDB 使用；数值准确。</translation>
    </message>
    <message>
        <source>A folder (or a .zip) of tables with their description, sources, codebook and licence; for publication.</source>
        <translation>一个文件夹（或 .zip），内有各表及其说明、来源、指标表和许可；适合公开发布。</translation>
    </message>
    <message>
        <source>Documents with their marks, for import into Label Studio.</source>
        <translation>文档及其标注，可导入 Label Studio。</translation>
    </message>
    <message>
        <source>Documents with their marks, for import into doccano.</source>
        <translation>文档及其标注，可导入 doccano。</translation>
    </message>
    <message>
        <source>Marks as JSON-LD that point into the raw files.</source>
        <translation>JSON-LD 标注，指向原始文件中的位置。</translation>
    </message>
    <message>
        <source>The whole store with documents, facts, tags and every edit; a store can be made of it again, or it can be merged. Filter and columns do not apply.</source>
        <translation>整个数据库：文档、数据、标签和每一步操作；可由它重建数据库，也可用来合并。筛选和列不起作用。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>What goes out</source>
        <translation>导出内容</translation>
    </message>
    <message>
        <source>Which facts</source>
        <translation>哪些数据</translation>
    </message>
    <message>
        <source>Approved facts</source>
        <translation>已通过的数据</translation>
    </message>
    <message>
        <source>All facts</source>
        <translation>全部数据</translation>
    </message>
    <message>
        <source>As filtered: %1</source>
        <translation>按筛选：%1</translation>
    </message>
    <message>
        <source>Approved facts of this document</source>
        <translation>本文档已通过的数据</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>%1 Facts: %2</source>
        <translation>%1共 %2 条</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上移（Alt+Up）</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下移（Alt+Down）</translation>
    </message>
    <message>
        <source>All or none</source>
        <translation>全选／全不选</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Archive of the whole store</source>
        <translation>整个数据库的存档</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>none stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written</source>
        <translation>已取消，没有写出文件</translation>
    </message>
    <message>
        <source>Facts written to %2: %1</source>
        <translation>已写入 %2：%1 条</translation>
    </message>
</context>
<context>
    <name>fact_form</name>
    <message>
        <source>Fields of the fact</source>
        <translation>数据的字段</translation>
    </message>
    <message>
        <source>%1 facts selected</source>
        <translation>已选 %1 条数据</translation>
    </message>
    <message>
        <source>No fact selected</source>
        <translation>未选数据</translation>
    </message>
    <message>
        <source>What you type goes to all of them, as one step to undo.</source>
        <translation>输入的内容用于所选的全部数据，可一次撤销。</translation>
    </message>
    <message>
        <source>Click a mark in the text, or a row above.</source>
        <translation>点击文中的标记，或上面的一行。</translation>
    </message>
    <message>
        <source>Certainty %1 · decided by %2</source>
        <translation>把握 %1 · 依据：%2</translation>
    </message>
    <message>
        <source>Added by hand</source>
        <translation>人工添加</translation>
    </message>
    <message>
        <source>Give back the machine&apos;s value (Ctrl+Backspace)</source>
        <extracomment>Fields whose values have names and codes.</extracomment>
        <translation>恢复机器识别的值（Ctrl+Backspace）</translation>
    </message>
    <message>
        <source>%1 different values</source>
        <translation>%1 个不同的值</translation>
    </message>
    <message>
        <source>The machine read: %1</source>
        <translation>机器识别为：%1</translation>
    </message>
    <message>
        <source>on some: %1</source>
        <translation>部分数据有：%1</translation>
    </message>
    <message>
        <source>new: %1</source>
        <translation>新标签：%1</translation>
    </message>
    <message>
        <source>No tag has the key %1 yet: tags get theirs in the tag list (Ctrl+T)</source>
        <translation>还没有标签使用 %1 键：请在标签列表中设置（Ctrl+T）</translation>
    </message>
</context>
<context>
    <name>fact_menu</name>
    <message>
        <source>What can be done with the fact</source>
        <extracomment>Actions in the order of the menu, &quot;&quot; for a line between them.</extracomment>
        <translation>可对这条数据进行的操作</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>fact_table</name>
    <message>
        <source>Facts of the document</source>
        <extracomment>Columns narrower than in the table of all facts, in characters: the text stands beside them.</extracomment>
        <translation>本文档的数据</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>No facts here</source>
        <translation>这里没有数据</translation>
    </message>
    <message>
        <source>Facts of the open document stand here. Select a quantity in its text and press Insert to add one.</source>
        <translation>打开的文档的数据列在这里。在正文中选中一个数量，按 Insert 添加。</translation>
    </message>
    <message>
        <source>Nothing about this fact fails to fit</source>
        <translation>这条数据没有疑点</translation>
    </message>
    <message>
        <source>Order of review</source>
        <translation>核对顺序</translation>
    </message>
    <message>
        <source>%1 of %2 decided</source>
        <translation>已核 %1 / %2</translation>
    </message>
</context>
<context>
    <name>facts_view</name>
    <message>
        <source>All facts</source>
        <translation>全部数据</translation>
    </message>
    <message>
        <source>No fact fits this filter</source>
        <translation>没有符合筛选的数据</translation>
    </message>
    <message>
        <source>Clear the filter, or click a chosen facet again to lift it.</source>
        <translation>清除筛选，或再点一次已选的分面。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>No facts yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>Import reports: the facts found in them all stand here.</source>
        <translation>导入报道后，其中识别出的数据都列在这里。</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>导入文档</translation>
    </message>
    <message>
        <source>Set a field…</source>
        <translation>设置字段…</translation>
    </message>
    <message>
        <source>Tag…</source>
        <translation>加标签…</translation>
    </message>
    <message>
        <source>Copy as a table (Ctrl+Shift+C)</source>
        <translation>复制为表格（Ctrl+Shift+C）</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>All %1 that match</source>
        <translation>全部 %1 条</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>已选 %1 条</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制 %1 条</translation>
    </message>
</context>
<context>
    <name>filter_bar</name>
    <message>
        <source>Facets</source>
        <translation>分面</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>status:pending recipient:内蒙古 year:2019 value&gt;1e6 …</source>
        <translation>状态:待核 受援方:内蒙古 年份:2019 数值&gt;100万 …</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已存</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已存的筛选</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>保存此筛选…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>history_view</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Edits of</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>This document</source>
        <translation>本文档</translation>
    </message>
    <message>
        <source>This fact</source>
        <translation>本条数据</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Undo this edit</source>
        <translation>撤销此操作</translation>
    </message>
    <message>
        <source>Undo from here on</source>
        <translation>撤销此后全部操作</translation>
    </message>
    <message>
        <source>Nothing was done yet</source>
        <translation>还没有任何操作</translation>
    </message>
    <message>
        <source>Each decision and correction is kept here: who, when, before and after.</source>
        <translation>每次判定和更正都记在这里：谁、何时、改前、改后。</translation>
    </message>
    <message>
        <source>No edit fits</source>
        <translation>没有符合的操作</translation>
    </message>
    <message>
        <source>Search for other words, or look at the edits of all documents.</source>
        <translation>请换词搜索，或查看所有文档的操作。</translation>
    </message>
    <message>
        <source>Show all edits</source>
        <translation>显示全部操作</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>merge_dialog</name>
    <message>
        <source>Holds</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我方</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>The machine&apos;s</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>The newer decision</source>
        <translation>较新的决定</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Rule for all conflicts</source>
        <translation>全部冲突按规则</translation>
    </message>
    <message>
        <source>Choose for all</source>
        <translation>全部选定</translation>
    </message>
    <message>
        <source>Mine holds</source>
        <translation>采用我方</translation>
    </message>
    <message>
        <source>Theirs holds</source>
        <translation>采用对方</translation>
    </message>
    <message>
        <source>Comparing with %1</source>
        <translation>正在与 %1 比较</translation>
    </message>
    <message>
        <source>There is nothing in it that this store does not know.</source>
        <translation>其中没有本库还不知道的内容。</translation>
    </message>
    <message>
        <source>New documents: %1 · new facts: %2 · decided alike: %3 · taken over: %4 · conflicts: %5</source>
        <translation>新文档 %1 · 新数据 %2 · 意见一致 %3 · 采纳对方 %4 · 冲突 %5</translation>
    </message>
    <message>
        <source>Merging</source>
        <translation>正在合并</translation>
    </message>
    <message>
        <source>Merged; undo takes all of it back</source>
        <translation>已合并；一次撤销即可全部还原</translation>
    </message>
    <message>
        <source>Merged; no decision had to be taken over</source>
        <translation>已合并，没有需要采纳的决定</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Pending</source>
        <translation>待核</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>驳回</translation>
    </message>
    <message>
        <source>exactly</source>
        <translation>恰为</translation>
    </message>
    <message>
        <source>about</source>
        <translation>约</translation>
    </message>
    <message>
        <source>over</source>
        <translation>超过</translation>
    </message>
    <message>
        <source>under</source>
        <translation>不到</translation>
    </message>
    <message>
        <source>per person</source>
        <translation>人均</translation>
    </message>
    <message>
        <source>per household</source>
        <translation>户均</translation>
    </message>
    <message>
        <source>per day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>per month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>per year</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>per item</source>
        <translation>每个</translation>
    </message>
    <message>
        <source>from</source>
        <translation>由</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>increase</source>
        <translation>增加</translation>
    </message>
    <message>
        <source>decrease</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>重新待核</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Tagged</source>
        <translation>加标签</translation>
    </message>
    <message>
        <source>Tag taken off</source>
        <translation>去标签</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>Finding settled</source>
        <translation>处理疑点</translation>
    </message>
    <message>
        <source>Rule applied</source>
        <translation>应用规则</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redone</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>All taken back</source>
        <translation>全部退回</translation>
    </message>
    <message>
        <source>encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>pinyin gloss</source>
        <translation>拼音注音</translation>
    </message>
    <message>
        <source>character cut in two</source>
        <translation>汉字被切断</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>columns in reading order</source>
        <translation>分栏归序</translation>
    </message>
    <message>
        <source>broken line joined</source>
        <translation>断行接合</translation>
    </message>
    <message>
        <source>page furniture</source>
        <translation>页面杂项</translation>
    </message>
    <message>
        <source>heading or source line</source>
        <translation>标题或来源行</translation>
    </message>
    <message>
        <source>traditional character</source>
        <translation>繁体字</translation>
    </message>
    <message>
        <source>full or half width</source>
        <translation>全角半角</translation>
    </message>
    <message>
        <source>invisible character</source>
        <translation>不可见字符</translation>
    </message>
    <message>
        <source>space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>damaged, not mended</source>
        <translation>损坏，未修复</translation>
    </message>
    <message>
        <source>“%1” before it</source>
        <extracomment>Where the words stand that decided on an indicator, by the first part of a fact&apos;s rule.</extracomment>
        <translation>数量前的“%1”</translation>
    </message>
    <message>
        <source>“%1” after it</source>
        <translation>数量后的“%1”</translation>
    </message>
    <message>
        <source>what is counted, “%1”</source>
        <translation>所计对象“%1”</translation>
    </message>
    <message>
        <source>the measure word “%1”</source>
        <translation>量词“%1”</translation>
    </message>
    <message>
        <source>what it describes, “%1”</source>
        <translation>所修饰的“%1”</translation>
    </message>
    <message>
        <source>what it is a part of, “%1”</source>
        <translation>所属整体“%1”</translation>
    </message>
    <message>
        <source>the figure before it in its list, “%1”</source>
        <translation>并列的前一数字“%1”</translation>
    </message>
    <message>
        <source>the heading “%1”</source>
        <translation>标题“%1”</translation>
    </message>
    <message>
        <source>the side it stands on, “%1”</source>
        <translation>所属一方“%1”</translation>
    </message>
    <message>
        <source>its whole, “%1”</source>
        <translation>所属总数“%1”</translation>
    </message>
    <message>
        <source>the figure beside it, “%1”</source>
        <translation>相邻数据“%1”</translation>
    </message>
    <message>
        <source>“%1” earlier on</source>
        <translation>前文的“%1”</translation>
    </message>
    <message>
        <source>“%1” further on</source>
        <translation>后文的“%1”</translation>
    </message>
    <message>
        <source>“%1” in its sentence</source>
        <translation>同句的“%1”</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>End</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Upper value</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Measure word</source>
        <translation>量词</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>帮扶方</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>受援方</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>sum of the parts</source>
        <translation>其中各项之和</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>no word that tells: unit and measure word alone</source>
        <extracomment>How a base unit is written: (中文, English). `&quot;&quot;` leaves the word to the measure word.</extracomment>
        <translation>没有可依据的词，只凭单位和量词</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时期</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Period as written</source>
        <translation>时期原文</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>比率</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>总数</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Curator</source>
        <translation>核对人</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>The place is a suggestion: the text has an unknown name</source>
        <translation>地名是推测的：文中的名称不在地名表中</translation>
    </message>
    <message>
        <source>The text is damaged nearby</source>
        <translation>附近文字有损坏</translation>
    </message>
    <message>
        <source>Planned or expected, not yet so</source>
        <translation>计划或预计，尚未实现</translation>
    </message>
    <message>
        <source>The same figure was told before</source>
        <translation>前文已说过同一数据</translation>
    </message>
    <message>
        <source>A curator changed the machine&apos;s values</source>
        <translation>核对人改过机器识别的值</translation>
    </message>
    <message>
        <source>Has a note</source>
        <translation>有备注</translation>
    </message>
</context>
<context>
    <name>offers</name>
    <message>
        <source>Offer</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Look and apply…</source>
        <translation>查看并应用…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Nothing is offered: correct a fact first</source>
        <translation>目前没有建议：请先更正一条数据</translation>
    </message>
</context>
<context>
    <name>page_view</name>
    <message>
        <source>Pages of the document</source>
        <translation>文档页面</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>Tabs</source>
        <translation>标签页</translation>
    </message>
</context>
<context>
    <name>read_only</name>
    <message>
        <source>For reading only: this store cannot be written to.</source>
        <translation>只读：这个数据库没有写入权限。</translation>
    </message>
    <message>
        <source>For reading only: this store is open in another window (%1).</source>
        <translation>只读：这个数据库已在另一个窗口打开（%1）。</translation>
    </message>
</context>
<context>
    <name>refused</name>
    <message>
        <source>A store that cannot be opened</source>
        <extracomment>Problems after which something may still be read of the file. Problems after which an earlier copy may be wanted in the file&apos;s place.</extracomment>
        <translation>打不开的数据库</translation>
    </message>
    <message>
        <source>Put a copy back…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Rescue what can be read…</source>
        <translation>救出能读的内容…</translation>
    </message>
    <message>
        <source>Open another store…</source>
        <translation>打开其他数据库…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>“%1” cannot be opened</source>
        <translation>“%1”无法打开</translation>
    </message>
    <message>
        <source>The newest copy was made on %1.</source>
        <translation>最近一次备份：%1。</translation>
    </message>
    <message>
        <source>Back to “%1”</source>
        <translation>返回“%1”</translation>
    </message>
</context>
<context>
    <name>repair_list</name>
    <message>
        <source>Repairs of the document</source>
        <translation>文档的修复</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>修复后</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Nothing to repair</source>
        <translation>无需修复</translation>
    </message>
    <message>
        <source>The text is as it came. Repairs of a damaged document are listed here.</source>
        <translation>文本与来源一致。文本有损坏时，修复列在这里。</translation>
    </message>
    <message>
        <source>Repairs: %1</source>
        <translation>修复 %1 处</translation>
    </message>
</context>
<context>
    <name>rescue_dialog</name>
    <message>
        <source>Reading the tables</source>
        <translation>正在读取各表</translation>
    </message>
    <message>
        <source>Looking through the pages</source>
        <translation>正在逐页查找</translation>
    </message>
    <message>
        <source>Writing the new store</source>
        <translation>正在写入新数据库</translation>
    </message>
    <message>
        <source>rescued</source>
        <translation>救出</translation>
    </message>
    <message>
        <source>Rescue a damaged store</source>
        <translation>救援损坏的数据库</translation>
    </message>
    <message>
        <source>The new store</source>
        <translation>新数据库</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>What could not be saved</source>
        <translation>未能救出的内容</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>复制清单</translation>
    </message>
    <message>
        <source>Rescue</source>
        <translation>救援</translation>
    </message>
    <message>
        <source>Open the new store</source>
        <translation>打开新数据库</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What can be read of %1 is written to a new store. The damaged file stays as it is.</source>
        <translation>把 %1 中能读出的内容写入新的数据库，原文件保持不变。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Saved: %1 documents, %2 facts, %3 edits.</source>
        <translation>已救出：文档 %1 篇、数据 %2 条、操作 %3 次。</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未能救出：%1 项</translation>
    </message>
    <message>
        <source>Nothing that was found is missing.</source>
        <translation>找到的内容全部救出。</translation>
    </message>
</context>
<context>
    <name>reshape</name>
    <message>
        <source>Split the fact</source>
        <translation>拆分数据</translation>
    </message>
    <message>
        <source>Words of the fact, | at each cut</source>
        <translation>数据原文，在切分处加 |</translation>
    </message>
    <message>
        <source>What each piece says</source>
        <translation>各段的含义</translation>
    </message>
    <message>
        <source>Type | where the words are to be cut. Each piece becomes a fact of its own.</source>
        <translation>在要切分处输入 |，每段各成一条数据。</translation>
    </message>
    <message>
        <source>Only | may be added: the words stay as they are.</source>
        <translation>只能加 |，原文不能改动。</translation>
    </message>
    <message>
        <source>Join the facts</source>
        <translation>合并数据</translation>
    </message>
    <message>
        <source>Facts that become one</source>
        <translation>合为一条的数据</translation>
    </message>
    <message>
        <source>The first stays and takes the tags, notes and parts of the others.</source>
        <translation>保留第一条，其余各条的标签、备注和其中项归入它。</translation>
    </message>
</context>
<context>
    <name>rules_dialog</name>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>No rules yet: after a correction, Hedui offers to make it on others.</source>
        <translation>还没有规则：更正一条数据后，核对会提议用于其他数据。</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>启用或停用</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>What the rule does</source>
        <translation>规则内容</translation>
    </message>
    <message>
        <source>on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>off</source>
        <translation>停用</translation>
    </message>
</context>
<context>
    <name>search_view</name>
    <message>
        <source>Search all documents</source>
        <translation>搜索全部文档</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>找到的位置</translation>
    </message>
    <message>
        <source>Find text in all documents</source>
        <translation>在所有文档中查找</translation>
    </message>
    <message>
        <source>Type words or a single character; Enter on a place goes there.</source>
        <translation>输入词语或单个汉字；在结果上按回车即可转到。</translation>
    </message>
    <message>
        <source>Search for something else</source>
        <translation>换词搜索</translation>
    </message>
    <message>
        <source>These words stand in no document</source>
        <translation>所有文档中都没有这些文字</translation>
    </message>
    <message>
        <source>Text is found exactly as it stands: try fewer characters.</source>
        <translation>按原文逐字查找：请减少字数再试。</translation>
    </message>
    <message>
        <source>First %1 places</source>
        <translation>前 %1 处</translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation>%1 处</translation>
    </message>
</context>
<context>
    <name>session</name>
    <message>
        <source>Done: %1 facts, one undo takes it back</source>
        <translation>完成：%1 条数据，撤销一次即可全部复原</translation>
    </message>
    <message>
        <source>Next document with facts to check</source>
        <translation>已转到下一篇有待核数据的文档</translation>
    </message>
    <message>
        <source>Nothing is pending: every fact has been decided</source>
        <translation>没有待核数据：全部已核</translation>
    </message>
    <message>
        <source>Many facts are being edited: wait for the end, or cancel it</source>
        <translation>正在批量修改数据：请等待完成，或将其取消</translation>
    </message>
    <message>
        <source>Cancelled: nothing was changed</source>
        <translation>已取消：没有任何改动</translation>
    </message>
    <message>
        <source>Everything in this document is decided · N goes on</source>
        <translation>本文档已全部核完 · 按 N 继续</translation>
    </message>
    <message>
        <source>Another program has changed this store: what it did is shown</source>
        <translation>另一个程序修改了这个数据库，界面已更新</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Your name, as it stands in the history</source>
        <translation>姓名（记入历史）</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Order of review</source>
        <translation>核对顺序</translation>
    </message>
    <message>
        <source>As in the document</source>
        <translation>文档顺序</translation>
    </message>
    <message>
        <source>Least certain first</source>
        <translation>把握小的在前</translation>
    </message>
    <message>
        <source>Findings first</source>
        <translation>有疑点的在前</translation>
    </message>
</context>
<context>
    <name>source_pane</name>
    <message>
        <source>Raw</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Switch between the repaired and the raw text (O)</source>
        <translation>在修复后的文本与原文之间切换（O）</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Show the page as it was printed, with its facts outlined (O)</source>
        <translation>显示印刷页面，并框出数据（O）</translation>
    </message>
    <message>
        <source>List the repairs of this document (Shift+O)</source>
        <translation>列出这份文档的修复（Shift+O）</translation>
    </message>
    <message>
        <source>Text beside its facts</source>
        <translation>文本与数据对照</translation>
    </message>
    <message>
        <source>Choose a document on the left. Its text stands here, with every quantity marked.</source>
        <translation>在左侧选一篇文档。正文显示在这里，每个数量都有标记。</translation>
    </message>
    <message>
        <source>Welcome to Hedui</source>
        <translation>欢迎使用核对</translation>
    </message>
    <message>
        <source>Reports in, checked figures out. Nothing leaves this computer.</source>
        <translation>导入报道，得到核对过的数据。一切都留在本机。</translation>
    </message>
    <message>
        <source>Open the sample reports</source>
        <translation>打开示例报道</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>导入文档</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>在本文档中查找</translation>
    </message>
    <message>
        <source>In all documents</source>
        <translation>在全部文档中</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Repairs: %1</source>
        <translation>修复 %1 处</translation>
    </message>
</context>
<context>
    <name>source_view</name>
    <message>
        <source>Text of the document</source>
        <translation>文档正文</translation>
    </message>
    <message>
        <source>Raw: %1 (%2)</source>
        <translation>原文：%1（%2）</translation>
    </message>
    <message>
        <source>Select a quantity in the text first</source>
        <translation>请先在文中选中一个数量</translation>
    </message>
</context>
<context>
    <name>status_line</name>
    <message>
        <source>Decided of all facts</source>
        <translation>全部数据中已核的</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1: %2 · Ctrl+Z undoes</source>
        <translation>%1：%2 条 · Ctrl+Z 撤销</translation>
    </message>
    <message>
        <source>%1 · Ctrl+Z undoes</source>
        <translation>%1 · Ctrl+Z 撤销</translation>
    </message>
    <message>
        <source>%1 pending of %2</source>
        <translation>待核 %1 / %2</translation>
    </message>
</context>
<context>
    <name>tag_line</name>
    <message>
        <source>Tags of the fact</source>
        <translation>本条的标签</translation>
    </message>
    <message>
        <source>Take “%1” off</source>
        <translation>取下“%1”</translation>
    </message>
    <message>
        <source>Tag “%1”</source>
        <translation>加标签“%1”</translation>
    </message>
</context>
<context>
    <name>tags_dialog</name>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Merge into…</source>
        <translation>并入…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰</translation>
    </message>
    <message>
        <source>No tags yet: make one here, or press T on a fact and type a word.</source>
        <translation>还没有标签：在此新建，或在数据上按 T 键输入。</translation>
    </message>
    <message>
        <source>New tag…</source>
        <translation>新建标签…</translation>
    </message>
    <message>
        <source>No colour</source>
        <translation>无颜色</translation>
    </message>
    <message>
        <source>Another colour…</source>
        <translation>其他颜色…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Name of the tag</source>
        <translation>标签名称</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>There is no other tag to merge into</source>
        <translation>没有可以并入的其他标签</translation>
    </message>
    <message>
        <source>Into which tag?</source>
        <translation>并入哪个标签？</translation>
    </message>
</context>
<context>
    <name>totals_panes</name>
    <message>
        <source>Fact</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <translation>未计入的原因</translation>
    </message>
    <message>
        <source>Counted in</source>
        <translation>已计入</translation>
    </message>
    <message>
        <source>Count it…</source>
        <extracomment>What a curator can say of one fact against the rules: value of `counting`, button, question.</extracomment>
        <translation>计入…</translation>
    </message>
    <message>
        <source>Why should it count?</source>
        <translation>为什么应当计入？</translation>
    </message>
    <message>
        <source>Leave it out…</source>
        <translation>不计入…</translation>
    </message>
    <message>
        <source>Why should it not count?</source>
        <translation>为什么不应计入？</translation>
    </message>
    <message>
        <source>By the rules</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>Left out, and why</source>
        <translation>未计入的数据及原因</translation>
    </message>
    <message>
        <source>What contains it</source>
        <translation>包含它的数据</translation>
    </message>
    <message>
        <source>Nothing is left out.</source>
        <translation>没有未计入的数据。</translation>
    </message>
    <message>
        <source>Facts behind the sum</source>
        <translation>合计所含的数据</translation>
    </message>
    <message>
        <source>Go to the fact</source>
        <translation>转到该数据</translation>
    </message>
    <message>
        <source>Show in Facts</source>
        <translation>在“数据”中查看</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The first %1 of %2 sentences stand here; “Show in Facts” lists the rest.</source>
        <translation>这里列出 %2 句中的前 %1 句；其余见“在数据中显示”。</translation>
    </message>
    <message>
        <source>The first %1 of %2 facts of this sum are listed</source>
        <translation>已列出该合计 %2 条数据中的前 %1 条</translation>
    </message>
</context>
<context>
    <name>totals_report</name>
    <message>
        <source>%1 more stand in Findings.</source>
        <translation>另有 %1 项，见“疑点”。</translation>
    </message>
</context>
<context>
    <name>totals_view</name>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>受援方</translation>
    </message>
    <message>
        <source>Recipient: prefecture</source>
        <translation>受援方（地级）</translation>
    </message>
    <message>
        <source>Recipient: province</source>
        <translation>受援方（省级）</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>帮扶方</translation>
    </message>
    <message>
        <source>Provider: prefecture</source>
        <translation>帮扶方（地级）</translation>
    </message>
    <message>
        <source>Provider: province</source>
        <translation>帮扶方（省级）</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>条形图</translation>
    </message>
    <message>
        <source>Lines over years</source>
        <translation>逐年折线图</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Total of</source>
        <translation>合计项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>确切值</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Lines need the year as one of the groupings.</source>
        <translation>折线图的分组中须有年份。</translation>
    </message>
    <message>
        <source>A matrix needs two groupings, and sums that are not plans.</source>
        <translation>矩阵须有两个分组，且不含计划数。</translation>
    </message>
    <message>
        <source>The heaviest are drawn; %1 rows and %2 columns more stand in the table. A filter brings them here.</source>
        <translation>图中为数值最大的部分；另有 %1 行、%2 列见表格，可用筛选显示。</translation>
    </message>
    <message>
        <source>The heaviest are drawn; %2 columns more stand in the table. A filter brings them here.</source>
        <translation>图中为数值最大的部分；另有 %2 列见表格，可用筛选显示。</translation>
    </message>
    <message>
        <source>The heaviest are drawn; %1 rows more stand in the table. A filter brings them here.</source>
        <translation>图中为数值最大的部分；另有 %1 行见表格，可用筛选显示。</translation>
    </message>
    <message>
        <source>The %3 heaviest lines are drawn; %1 more stand in the table. A filter brings them here.</source>
        <translation>图中为数值最大的 %3 条线；另有 %1 条见表格，可用筛选显示。</translation>
    </message>
    <message>
        <source>The %3 largest are drawn; %1 more stand in the table. A filter brings them here.</source>
        <translation>图中为数值最大的 %3 项；另有 %1 项见表格，可用筛选显示。</translation>
    </message>
    <message>
        <source>The chart is in the clipboard</source>
        <translation>图已复制到剪贴板</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Totals by %1</source>
        <translation>合计（按%1）</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Could not be written: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Approved facts</source>
        <translation>已通过的数据</translation>
    </message>
    <message>
        <source>All facts not rejected</source>
        <translation>未驳回的全部数据</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Chart of totals</source>
        <translation>合计图表</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>then by</source>
        <translation>再按</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Copy the chart</source>
        <translation>复制图</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>存为 SVG…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Save as HTML…</source>
        <translation>存为 HTML…</translation>
    </message>
    <message>
        <source>With all sources and totals as an appendix</source>
        <translation>附录：全部来源与合计</translation>
    </message>
    <message>
        <source>Put this chart into the report</source>
        <translation>把此图放入报告</translation>
    </message>
    <message>
        <source>Take the chosen charts out again</source>
        <translation>取消已选的图</translation>
    </message>
    <message>
        <source>The report has %1 charts</source>
        <translation>报告中有 %1 幅图</translation>
    </message>
    <message>
        <source>The report has room for %1 charts</source>
        <translation>报告最多放 %1 幅图</translation>
    </message>
    <message>
        <source>Show facts not yet decided</source>
        <translation>显示未核数据</translation>
    </message>
    <message>
        <source>No approved facts to add up yet</source>
        <translation>还没有已通过的数据可合计</translation>
    </message>
    <message>
        <source>Approve facts in Review, and their sums stand here. Rates, repeats and parts are never counted twice.</source>
        <translation>在“核对”中通过数据后，合计显示在这里。比率、重复和其中项不会重复计算。</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>去核对</translation>
    </message>
    <message>
        <source>Reading facts for totals</source>
        <translation>正在读取数据以便合计</translation>
    </message>
    <message>
        <source>counted things</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>%1 facts counted, %2 left out</source>
        <translation>计入 %1 条，未计入 %2 条</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Facts</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>疑点</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Repairs</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Recent stores</source>
        <translation>最近的数据库</translation>
    </message>
</context>
<context>
    <name>working</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The window can be used meanwhile.</source>
        <translation>其间可以继续使用窗口。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>What was done so far is kept.</source>
        <translation>已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止……</translation>
    </message>
</context>
</TS>
