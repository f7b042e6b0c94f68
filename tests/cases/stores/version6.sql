PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    title TEXT,
    publisher TEXT,
    author TEXT,
    published_on TEXT,
    provider TEXT NOT NULL DEFAULT '',
    recipient TEXT NOT NULL DEFAULT '',
    near INTEGER REFERENCES documents (id),
    imported_at TEXT NOT NULL,
    -- the long ones last: SQLite reads a row from its front
    text BLOB NOT NULL,
    data BLOB NOT NULL,
    raw BLOB,
    pieces BLOB NOT NULL,
    repairs BLOB NOT NULL,
    pages BLOB
) STRICT;
INSERT INTO documents VALUES(1,'简报.txt','txt','utf-8','54a7744864f3ef94b3e204c7f9332177a7805c8457db9c5079cf37f5904db22a','协作简报',NULL,NULL,'2020-07-13','110000','150926',NULL,'2026-11-22T04:43:32.656+00:00',X'785e25cbc10a82301800e0d72990d85611bdddd08619057990ea101a3428d01d62d9b6432fd3fe3f77f311123a7f7c8cd025581dc1f6e05d0d26c64d0142825198b5dd7315d27c4ec96242993729882402d17ad3f4957a7da5c4733e25e42f1f1e8fe07a472dc78167a8df589cc0acd90cf6bbbe3cf2084adba906ec232437ca86e61cd697a1fd00b20250be',X'785e25cbc10a82301800e0d72990d85611bdddd08619057990ea101a3428d01d62d9b6432fd3fe3f77f311123a7f7c8cd025581dc1f6e05d0d26c64d0142825198b5dd7315d27c4ec96242993729882402d17ad3f4957a7da5c4733e25e42f1f1e8fe07a472dc78167a8df589cc0acd90cf6bbbe3cf2084adba906ec232437ca86e61cd697a1fd00b20250be',NULL,X'3c003c',X'785e3d8c3d0a80300c46af12323ba8a357118748535a8416921407f1eea61ddcdef7bb3f78e5127003bc73b08413a01a89b9333bf3c816a7936315eec5b597281acbaf84496be99214088cd52039661b876d0c4d1abfc70735ed20e5',NULL);
INSERT INTO documents VALUES(2,'二.txt','txt','utf-8','af786e734b8d3188a46e3552c3db12d16452ed97718e767c166e36154a0c0d15','协作简报',NULL,NULL,'2020-07-13','110000','150926',NULL,'2026-11-22T04:43:32.657+00:00',X'785e012d00d2ffe7acace4ba8ce7af873a32303230e5b9b4e58c97e4baace5b882e98089e6b4bee69599e5b88833e5908de3808293801ce5',X'785e012d00d2ffe7acace4ba8ce7af873a32303230e5b9b4e58c97e4baace5b882e98089e6b4bee69599e5b88833e5908de3808293801ce5',NULL,X'130013',X'785e8bae56cacecc4b51b252502acf4c29c950d251502a2e492c2a018a1800d9a9603943202b29352dbf2815a4f0f99a352065896925a94548fca2d4c4e2fc3c904062b142a242496a718942069099590236b414acb9a4a834b536160061e424ff',NULL);
CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    sentence TEXT NOT NULL,
    value TEXT NOT NULL,
    scaled INTEGER,
    value_high TEXT,
    unit TEXT NOT NULL,
    bound TEXT NOT NULL CHECK (bound IN ('exact', 'about', 'over', 'under')),
    measure_word TEXT,
    indicator TEXT NOT NULL,
    label TEXT NOT NULL,
    provider TEXT NOT NULL,
    recipient TEXT NOT NULL,
    period_start TEXT,
    period_end TEXT,
    period_text TEXT NOT NULL,
    year INTEGER,
    per TEXT,
    planned INTEGER NOT NULL CHECK (planned IN (0, 1)),
    whole INTEGER REFERENCES facts (id) DEFERRABLE INITIALLY DEFERRED,
    change TEXT,
    same_as INTEGER REFERENCES facts (id) DEFERRABLE INITIALLY DEFERRED,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    flags TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected')),
    note TEXT NOT NULL DEFAULT '',
    counting TEXT NOT NULL DEFAULT '' CHECK (counting IN ('', 'count', 'leave')),
    curator TEXT NOT NULL DEFAULT '',
    by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
INSERT INTO facts VALUES(1,1,15,24,'5107.12万元','2019年,北京市投入帮扶资金5107.12万元,其中𠮷祥村300万元。(天津)选派教师24名😀,培训干部1200人次。','51071200',51071200000000,NULL,'CNY','exact','元','funds.government','资金','110000','150926','2019-01-01','2019-12-31','2019年',2019,NULL,0,NULL,NULL,NULL,'',0.0,'','approved','','','张三',0,0);
INSERT INTO facts VALUES(2,1,30,35,'300万元','2019年,北京市投入帮扶资金5107.12万元,其中𠮷祥村300万元。(天津)选派教师24名😀,培训干部1200人次。','3000000',3000000000000,NULL,'CNY','exact','元','funds.government','资金','','150926 150927','2019-01-01','2019-12-31','2019年',2019,NULL,0,1,NULL,NULL,'',0.0,'','approved','','','张三',0,0);
INSERT INTO facts VALUES(3,1,44,47,'24名','2019年,北京市投入帮扶资金5107.12万元,其中𠮷祥村300万元。(天津)选派教师24名😀,培训干部1200人次。','24',24000000,NULL,'person','exact',NULL,'talent.teachers','教师','','150926',NULL,NULL,'',NULL,NULL,0,NULL,NULL,NULL,'',0.94999999999999995559,'','pending','','','张三',0,0);
INSERT INTO facts VALUES(4,1,53,59,'1200人次','2019年,北京市投入帮扶资金5107.12万元,其中𠮷祥村300万元。(天津)选派教师24名😀,培训干部1200人次。','1200',1200000000,NULL,'person-time','exact',NULL,'other.count','培训','','',NULL,NULL,'',NULL,NULL,1,NULL,NULL,NULL,'',0.0,'damaged_nearby','pending','','','张三',0,0);
CREATE TABLE place_codes (
    code TEXT NOT NULL,
    places TEXT NOT NULL,
    PRIMARY KEY (code, places)
) STRICT, WITHOUT ROWID;
INSERT INTO place_codes VALUES('110000','110000');
INSERT INTO place_codes VALUES('150926','150926');
INSERT INTO place_codes VALUES('150926','150926 150927');
INSERT INTO place_codes VALUES('150927','150926 150927');
CREATE TABLE tags (
    name TEXT PRIMARY KEY,
    colour TEXT NOT NULL DEFAULT '',
    key INTEGER CHECK (key BETWEEN 1 AND 9)
) STRICT, WITHOUT ROWID;
INSERT INTO tags VALUES('复核','#112233',2);
CREATE TABLE fact_tags (
    tag TEXT NOT NULL REFERENCES tags (name) DEFERRABLE INITIALLY DEFERRED,
    fact INTEGER NOT NULL REFERENCES facts (id),
    PRIMARY KEY (tag, fact)
) STRICT, WITHOUT ROWID;
INSERT INTO fact_tags VALUES('复核',1);
CREATE TABLE edits (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    reverses INTEGER REFERENCES edits (number),
    touched INTEGER NOT NULL
) STRICT;
INSERT INTO edits VALUES(1,'2026-11-22T04:43:32.658+00:00','张三','approve','',NULL,2);
INSERT INTO edits VALUES(2,'2026-11-22T04:43:32.659+00:00','张三','set','',NULL,1);
INSERT INTO edits VALUES(3,'2026-11-22T04:43:32.660+00:00','张三','tag','复核',NULL,1);
INSERT INTO edits VALUES(4,'2026-11-22T04:43:32.661+00:00','张三','reject','',NULL,1);
INSERT INTO edits VALUES(5,'2026-11-22T04:43:32.662+00:00','张三','undo','',4,1);
INSERT INTO edits VALUES(6,'2026-11-22T04:43:32.662+00:00','张三','tag','复核',NULL,1);
CREATE TABLE changes (
    edit INTEGER NOT NULL REFERENCES edits (number),
    fact INTEGER NOT NULL REFERENCES facts (id),
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (edit, fact, field)
) STRICT, WITHOUT ROWID;
INSERT INTO changes VALUES(1,1,'status','"pending"','"approved"');
INSERT INTO changes VALUES(1,2,'status','"pending"','"approved"');
INSERT INTO changes VALUES(2,3,'recipient','[]','["150926"]');
INSERT INTO changes VALUES(3,1,'tags','[]','["复核"]');
INSERT INTO changes VALUES(4,4,'status','"pending"','"rejected"');
INSERT INTO changes VALUES(5,4,'status','"rejected"','"pending"');
CREATE TABLE item_changes (
    edit INTEGER NOT NULL REFERENCES edits (number),
    item TEXT NOT NULL CHECK (item IN ('findings', 'rules', 'tags')),
    name TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (edit, item, name)
) STRICT, WITHOUT ROWID;
INSERT INTO item_changes VALUES(6,'tags','复核','{"colour": "", "key": null}','{"colour": "#112233", "key": 2}');
CREATE TABLE findings (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    digest TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rules (
    name TEXT PRIMARY KEY,
    fits TEXT NOT NULL,
    sets TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES('saved','{"name": "甲"}');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','texts','texts',0,'CREATE VIRTUAL TABLE texts USING fts5 (text, content = '''', columnsize = 0, tokenize = ''ascii'')');
CREATE TABLE IF NOT EXISTS 'texts_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO texts_data VALUES(1,X'024f');
INSERT INTO texts_data VALUES(10,X'000000000102020002010101020101');
INSERT INTO texts_data VALUES(137438953473,X'00000140023030010c03121003190301013101080410062301013201080217190c01013301022001013401022f0101350102110101370102140101390102050103e380820104251a0103e4b8870104180d0301ad01021c0202baac0102090301ba01023b0103e585830104190d0301a501020c0301b601021b02028c970102080202908d01023002029fb90102330202a4a90102270202b88201020a03018801022d0301ae01020d0202b9b20102350301b40102060103e689b601020e02028a9501020b0202959901022c02029d9101021f0202aca101023c0202b4a50102280301be01022b0103e7a5a501021e0103e8aead0102340202b58401020f0103e9808901022a020283a8010236020287910102100103ef9ca80102260301a90102290301ac010607151a0301ae0102150104f09f98800102310203a0aeb701021d040b090906060606060909060706090606070707070706060706080707070707060808070807070806080609');
INSERT INTO texts_data VALUES(274877906945,X'0000007f02303002040704010132020406040101330202120103e380820202140103e4ba8c0202030301ac02020c0103e58c9702020b0202908d0202130202b88202020d0301880202110202b9b402020a0103e695990202100202b4be02020f0103e7acac0202020202af870202040103e9808902020e0103ef9cba0202050407070608080608070706070807080708');
CREATE TABLE IF NOT EXISTS 'texts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO texts_idx VALUES(1,X'',2);
INSERT INTO texts_idx VALUES(2,X'',2);
CREATE TABLE IF NOT EXISTS 'texts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO texts_config VALUES('version',4);
CREATE TABLE found (
    key TEXT PRIMARY KEY,
    document INTEGER NOT NULL,
    cell TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE found_facts (
    fact INTEGER NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (fact, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE sketches (
    band INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE brought_changes (
    edit INTEGER NOT NULL REFERENCES edits (number),
    fact INTEGER NOT NULL REFERENCES facts (id),
    chain INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    field TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (edit, fact, chain, turn)
) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('edits',6);
CREATE INDEX facts_in_order ON facts (
    document, start, id, status, indicator, year,
    recipient, provider, unit, per, planned, change, scaled, confidence, flags, curator, removed
) WHERE removed = 0;
CREATE INDEX facts_unscaled ON facts (id) WHERE scaled IS NULL;
CREATE INDEX facts_whole ON facts (whole) WHERE whole IS NOT NULL;
CREATE INDEX facts_same_as ON facts (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX tags_of_fact ON fact_tags (fact, tag);
CREATE INDEX changes_of_fact ON changes (fact, edit);
CREATE INDEX reversals ON edits (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX documents_near ON documents (near) WHERE near IS NOT NULL;
CREATE INDEX documents_named ON documents (name, title, publisher);
CREATE INDEX facts_of_cell ON facts (indicator, year, recipient, provider, removed, change)
WHERE removed = 0 AND change IS NULL AND year IS NOT NULL;
CREATE TRIGGER year_of_period AFTER UPDATE OF period_start, period_end ON facts
BEGIN
    UPDATE facts SET year = CAST(substr(coalesce(period_end, period_start), 1, 4) AS INTEGER) WHERE id = new.id;
END;
CREATE TRIGGER edits_never_altered BEFORE UPDATE ON edits 
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER edits_never_deleted BEFORE DELETE ON edits 
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER edits_never_replaced BEFORE INSERT ON edits WHEN EXISTS (SELECT 1 FROM edits WHERE number = new.number)
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER changes_never_altered BEFORE UPDATE ON changes 
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER changes_never_deleted BEFORE DELETE ON changes 
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER changes_never_replaced BEFORE INSERT ON changes WHEN EXISTS (SELECT 1 FROM changes WHERE edit = new.edit AND fact = new.fact AND field = new.field)
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER item_changes_never_altered BEFORE UPDATE ON item_changes 
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER item_changes_never_deleted BEFORE DELETE ON item_changes 
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER item_changes_never_replaced BEFORE INSERT ON item_changes WHEN EXISTS (SELECT 1 FROM item_changes WHERE edit = new.edit AND item = new.item AND name = new.name)
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE INDEX found_in_document ON found (document);
CREATE INDEX found_in_cell ON found (cell) WHERE cell <> '';
CREATE INDEX brought_of_fact ON brought_changes (fact, field, edit);
CREATE TRIGGER brought_changes_never_altered BEFORE UPDATE ON brought_changes 
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER brought_changes_never_deleted BEFORE DELETE ON brought_changes 
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE TRIGGER brought_changes_never_replaced BEFORE INSERT ON brought_changes WHEN EXISTS (SELECT 1 FROM brought_changes WHERE edit = new.edit AND fact = new.fact AND chain = new.chain AND turn = new.turn)
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END;
CREATE INDEX facts_of_document ON facts (document, status, removed) WHERE removed = 0;
CREATE INDEX facts_by_flags ON facts (flags, status, removed) WHERE removed = 0 AND flags <> '';
CREATE INDEX facts_by_curator ON facts (curator, status, removed) WHERE removed = 0 AND curator <> '';
PRAGMA writable_schema=OFF;
COMMIT;

PRAGMA application_id = 1212499029;
PRAGMA user_version = 6;
