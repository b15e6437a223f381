BEGIN TRANSACTION;
CREATE TABLE card (
    id INTEGER NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    state TEXT NOT NULL CHECK (state IN ('active', 'lost', 'withdrawn'))
, issued_on DATE, ended_on DATE);
INSERT INTO "card" VALUES(1,'7000010016',1,'active',NULL,NULL);
INSERT INTO "card" VALUES(2,'7000010024',2,'active',NULL,NULL);
INSERT INTO "card" VALUES(3,'7000010032',3,'active',NULL,NULL);
CREATE TABLE closed_period (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('vacation', 'holiday', 'other')),
    name TEXT NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL
);
INSERT INTO "closed_period" VALUES(1,'vacation','Күзгі','2026-10-26','2026-11-01');
CREATE TABLE copy (
    id INTEGER NOT NULL PRIMARY KEY,
    title_id INTEGER NOT NULL REFERENCES title (id),
    code TEXT,
    state TEXT NOT NULL
        CHECK (state IN ('in-processing', 'on-shelf', 'on-loan', 'to-check', 'on-hold-shelf',
        'in-repair', 'lost', 'missing', 'at-partner', 'written-off')),
    reading_room_only INTEGER NOT NULL,
    on_display INTEGER NOT NULL,
    home_place_id INTEGER REFERENCES place (id),
    display_place_id INTEGER REFERENCES place (id),
    inventory_no TEXT,
    price_tiyn INTEGER,
    added_on DATE
);
INSERT INTO "copy" VALUES(1,1,'6000000016','on-loan',0,0,1,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(2,2,'6000000024','in-repair',0,0,1,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(3,3,'6000000032','on-loan',0,0,1,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(4,4,'6000000049','lost',0,0,1,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(5,5,'6000000057','on-loan',0,0,1,NULL,NULL,NULL,NULL);
CREATE TABLE desk_task (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('unseen-return', 'offline-conflict')),
    copy_id INTEGER REFERENCES copy (id),
    made_at TEXT NOT NULL,
    done_at TEXT,
    done_by_id INTEGER REFERENCES staff (id)
);
INSERT INTO "desk_task" VALUES(1,'unseen-return',2,'2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL);
CREATE TABLE former_name (
    id INTEGER NOT NULL PRIMARY KEY,
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    patronymic TEXT,
    until_on DATE NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE TABLE import_file (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('readers', 'titles')),
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    uploaded_at TEXT NOT NULL,
    encoding TEXT NOT NULL,
    separator TEXT NOT NULL,
    sheet TEXT NOT NULL,
    mapping TEXT,
    roster INTEGER NOT NULL,
    job_id INTEGER REFERENCES job (id),
    applied_at TEXT,
    outcome TEXT,
    removed_at TEXT
);
CREATE TABLE import_mapping (
    seal TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('readers', 'titles')),
    mapping TEXT NOT NULL
);
CREATE TABLE job (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    arguments TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    cancel_asked INTEGER NOT NULL,
    result TEXT,
    error TEXT,
    staff_id INTEGER REFERENCES staff (id),
    asked_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT
);
CREATE TABLE kiosk_call (
    id INTEGER NOT NULL PRIMARY KEY,
    station_id INTEGER NOT NULL REFERENCES station (id),
    reason TEXT NOT NULL,
    copy_id INTEGER REFERENCES copy (id),
    called_at TEXT NOT NULL,
    done_at TEXT,
    done_by_id INTEGER REFERENCES staff (id)
);
INSERT INTO "kiosk_call" VALUES(1,1,'touched',NULL,'2026-10-14T05:24:00.000000Z',NULL,NULL);
CREATE TABLE linked_code (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    copy_id INTEGER REFERENCES copy (id),
    reader_id INTEGER REFERENCES reader (id),
    CHECK ((copy_id IS NULL) <> (reader_id IS NULL))
);
INSERT INTO "linked_code" VALUES(1,'30114012345678',1,NULL);
CREATE TABLE loan (
    id INTEGER NOT NULL PRIMARY KEY,
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    reader_id INTEGER REFERENCES reader (id),
    lent_at TEXT NOT NULL,
    due_on DATE NOT NULL,
    renewals INTEGER NOT NULL,
    category TEXT NOT NULL,
    class_label TEXT,
    station_id INTEGER REFERENCES station (id),
    closed_at TEXT,
    closed_as TEXT CHECK (closed_as IN ('returned', 'lost', 'voided')),
    seen_at TEXT,
    CHECK ((closed_at IS NULL) = (closed_as IS NULL))
);
INSERT INTO "loan" VALUES(1,5,3,'2026-09-16T06:00:00.000000Z','2026-10-01',0,'teacher',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "loan" VALUES(2,2,2,'2026-10-14T05:24:00.000000Z','2026-11-02',0,'student','11А',1,'2026-10-14T05:24:00.000000Z','voided',NULL);
INSERT INTO "loan" VALUES(3,1,1,'2026-10-14T05:24:00.000000Z','2026-11-02',0,'student','8Ә',1,NULL,NULL,NULL);
INSERT INTO "loan" VALUES(4,3,1,'2026-10-14T05:24:00.000000Z','2027-05-25',0,'student','8Ә',1,NULL,NULL,NULL);
INSERT INTO "loan" VALUES(5,4,1,'2026-10-14T05:24:00.000000Z','2026-11-02',0,'student','8Ә',1,'2026-10-14T05:24:00.000000Z','lost',NULL);
INSERT INTO "loan" VALUES(6,2,2,'2026-10-14T05:24:00.000000Z','2026-11-02',0,'student','11А',1,'2026-10-14T05:24:00.000000Z','returned','2026-10-20T05:24:00.000000Z');
CREATE TABLE loan_case (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('lost', 'damaged', 'pages-missing')),
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    loan_id INTEGER REFERENCES loan (id),
    reader_id INTEGER REFERENCES reader (id),
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    closed_as TEXT CHECK (closed_as IN ('found', 'replaced', 'forgiven', 'repaired'))
);
INSERT INTO "loan_case" VALUES(1,'lost',4,5,1,'2026-10-14T05:24:00.000000Z',NULL,NULL);
INSERT INTO "loan_case" VALUES(2,'damaged',2,6,2,'2026-10-20T05:24:00.000000Z',NULL,NULL);
CREATE TABLE membership (
    id INTEGER NOT NULL PRIMARY KEY,
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    from_on DATE NOT NULL,
    to_on DATE
);
INSERT INTO "membership" VALUES(1,1,1,'2026-09-01',NULL);
INSERT INTO "membership" VALUES(2,2,2,'2026-09-01',NULL);
CREATE TABLE opening_hours (
    id INTEGER NOT NULL PRIMARY KEY,
    weekday INTEGER NOT NULL,
    opens TEXT NOT NULL,
    closes TEXT NOT NULL
);
INSERT INTO "opening_hours" VALUES(1,1,'08:30','17:00');
INSERT INTO "opening_hours" VALUES(2,2,'08:30','17:00');
INSERT INTO "opening_hours" VALUES(3,3,'08:30','17:00');
INSERT INTO "opening_hours" VALUES(4,4,'08:30','17:00');
INSERT INTO "opening_hours" VALUES(5,5,'08:30','17:00');
CREATE TABLE operation (
    seq INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    station_id INTEGER REFERENCES station (id),
    staff_id INTEGER REFERENCES staff (id),
    copy_id INTEGER REFERENCES copy (id),
    reader_id INTEGER REFERENCES reader (id),
    session_reader_id INTEGER REFERENCES reader (id),
    reader_seal BLOB,
    salt BLOB,
    content_seal BLOB NOT NULL,
    happened_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    undoes TEXT,
    detail TEXT NOT NULL,
    chain BLOB
);
INSERT INTO "operation" VALUES(1,'00000000-0000-0000-0000-000000000001','visit',1,NULL,NULL,1,1,X'46AD63CC8DF3888C5DBDE66F2D1EF0270C566655661B91CED930996819514B5B',X'24DA4777C2D159812D399D383EB78D2A',X'B41C0183D5AE07FB66E6E54F7B8EBAE700D89F27EA43FA5A66A67A05ADF5F182','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(2,'00000000-0000-0000-0000-000000000002','visit',1,NULL,NULL,2,2,X'261A271035BF9AC4A244BE162A7B8B9CDF6FE06F9CFC1A22509CBCA945C7335E',X'76C46E346D0C9A2B25C6AA670F3C138C',X'E5606F27CEB59DD3A85580ADABA95B87577BAD280AD7F9D2A2F57154C95ADEF9','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(3,'00000000-0000-0000-0000-000000000003','check-out',1,NULL,2,2,2,X'F73930163D9E50CABB3CB6D31B72778EC5380E97BFE14033B22B7CBD5DD598E6',X'1C69CE028DBA1274CE7C029680317254',X'4A10F7209E87B171E04D9F1E705DA31161DFD17AAC709966468E0CAC54DFABB3','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":2}}',NULL);
INSERT INTO "operation" VALUES(4,'00000000-0000-0000-0000-000000000004','undo',1,NULL,2,2,2,X'A97A5780410ABA5FA783773A7FBA914D5CCC399F50C04258CCFAAC0696C4E5B3',X'28A2C66B4CED732B3C45722F75FEBC04',X'FD07489C7A8F6A7CD6F43158A35702DA277E59E3A051BF99B32C2C4EB8B186F5','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z','00000000-0000-0000-0000-000000000003','{"answer":{"answer":"undone","undoes":"00000000-0000-0000-0000-000000000003","kind":"check-out","lent":0,"limit":5}}',NULL);
INSERT INTO "operation" VALUES(5,'00000000-0000-0000-0000-000000000005','check-out',1,NULL,1,1,1,X'6A221D5B412FF518A06D0584AF28599A67185E6039D5A8A9C2EE2F4DBA4912AE',X'8C0EC4E8B91F3E516231BE8FEDADC6FB',X'3E454A5999CEB7F0410C052B45E0ECF015ADC8FA55028C8A7F79B271EFB09981','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":3}}',NULL);
INSERT INTO "operation" VALUES(6,'00000000-0000-0000-0000-000000000006','check-out',1,NULL,3,1,1,X'671FA1FBCCBF74DDDDB3EC1123ACFF47924A1A32CDAD501EF1C83B3916F8829D',X'FCE13BEC91B5F9E8684F7029B354580E',X'9D38E4B08FC2AF7CC2D754194601C79E7EB0CB65354D919770B250DF3F387CD2','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2027-05-25","lent":1,"limit":null},"before":{"state":"on-shelf","loan":4}}',NULL);
INSERT INTO "operation" VALUES(7,'00000000-0000-0000-0000-000000000007','check-out',1,NULL,4,1,1,X'C74A742FF8DE0995686B9E68B4C198F503FF4167266AAD7B1CA5B5FFE75578A4',X'F62A09C40171AC765588CA9F8E6A10BE',X'4E2159860F72B0C2F2DC33BD2B71D124CFDED1F0B630B33A9E90CD0EFB4C24F8','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":2,"limit":5},"before":{"state":"on-shelf","loan":5}}',NULL);
INSERT INTO "operation" VALUES(8,'00000000-0000-0000-0000-000000000009','request',1,NULL,1,2,2,X'E7B0529D84EFB1B41B9E06564AD53D7506810BE09252B7BDBBC4D0A8AA953EC1',X'65611C1652B94E1F4AE7FC7EDC8D23C2',X'E57770CC423D42D2E81BFADFCE695AC266D7C50BBE17AFBC31D41F9E830CB705','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"request-placed","place":1},"before":{"placed":1}}',NULL);
INSERT INTO "operation" VALUES(9,'00000000-0000-0000-0000-00000000000b','check-out',1,NULL,2,2,2,X'17AF769D5CF2FC5D42B2859796089C834BA5285E0E72359B41461AF1AF586083',X'B4CBC489121D14222E0053BE998EB7CE',X'ED9D263CD97F4EE4C0EF7C8F7C329022B51E01484C9367288A0FB0DBC4F42808','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":6}}',NULL);
INSERT INTO "operation" VALUES(10,'00000000-0000-0000-0000-00000000000c','check-in',1,NULL,2,2,2,X'56D201B1E5708A362B234069137A77C653DF6E84D588EE856A8F03209A9085A8',X'DA09925A7BA0A21B5C7FFC1D52E66E5D',X'C2DA351D21FEE9A96E22F2B87F5A199C1C2FD08F1A7D047AB1E6DF10A1D17FC6','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"returned","destination":"trolley","provisional":true,"own":true,"lent":0,"limit":5},"before":{"state":"on-loan","loan":6}}',NULL);
INSERT INTO "operation" VALUES(11,'00000000-0000-0000-0000-00000000000d','lose',1,NULL,4,1,NULL,X'7A2BB284FE8F46E4091D17CA2F41B2F6CA3785472931F20B7FF49AB78959A7EC',X'569CCE77A3286BDBEFEB515F523CBC00',X'35F9568C7C66100E606F12E2383F468A70BED3BD2FFED23CEE26AC9CC84F965D','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"state":"on-loan","loan":5,"case":1}}',NULL);
INSERT INTO "operation" VALUES(12,'00000000-0000-0000-0000-00000000000e','call',1,NULL,NULL,NULL,NULL,NULL,X'F701BE275085C2DCBFA14333EDF9C9A3',X'30C2F05AA27A8B8F2340350EB9BAFEF83483CAAD7D209E706D8FB48CC4821AA9','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(13,'00000000-0000-0000-0000-00000000000f','check',1,NULL,2,2,NULL,X'8DF6E461017C75C36BB42B457A3A50111BF48176AAE53B0B800EC4489503DC06',X'E83DF0BBF6FBA49CB5B4935A4E1A001D',X'B1A15AF56763C386E1F3F31B10E0D753DCDBBE6991582213B8C20BB51A098FF7','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"state":"to-check","seen":6,"case":2,"task":1}}',NULL);
CREATE TABLE place (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('shelf', 'hold-shelf', 'display', 'reading-room', 'store')),
    number TEXT
);
INSERT INTO "place" VALUES(1,'Негізгі сөре','shelf',NULL);
CREATE TABLE reader (
    id INTEGER NOT NULL PRIMARY KEY,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    patronymic TEXT,
    category TEXT NOT NULL CHECK (category IN ('student', 'teacher', 'tutor', 'staff', 'parent')),
    language TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'left')),
    suspended_until DATE,
    suspended_why TEXT,
    valid_until DATE,
    pin_hash TEXT,
    pin_failures INTEGER NOT NULL,
    pin_locked_until TEXT,
    sort_key BLOB NOT NULL,
    search_key TEXT NOT NULL
, born_on DATE, phone TEXT, guardian TEXT, dormitory TEXT, room TEXT, dorm_group TEXT, registered_on DATE, rules_accepted_on DATE, re_registered_on DATE, absent_since DATE, left_on DATE, merged_into_id INTEGER REFERENCES reader (id), removed_at TEXT);
INSERT INTO "reader" VALUES(1,'Серік','Әлия',NULL,'student','kk','active',NULL,NULL,NULL,'$argon2id$v=19$m=19456,t=2,p=1$Hgs4JBk1m+mFbwMp/Si2ug$EU2iqDDdU7AlCXYBftyxIS37Ybc9/svkKZ2RQL0Gsgs',0,NULL,X'372736452D02212F2B4901D181D095D0A0D086D09A20D399D09BD098D0AF','серік әлия',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reader" VALUES(2,'Ким','Иван',NULL,'student',NULL,'active',NULL,NULL,NULL,NULL,0,NULL,X'2D2B30022B23203101D0BAD098D09C20D0B8D092D090D09D','ким иван',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reader" VALUES(3,'Омарова','Гүлнар',NULL,'teacher',NULL,'active',NULL,NULL,NULL,NULL,0,NULL,X'3330203633232002243B2F31203601D0BED09CD090D0A0D09ED092D09020D0B3D2AED09BD09DD090D0A0','омарова гүлнар',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE request (
    id INTEGER NOT NULL PRIMARY KEY,
    reader_id INTEGER REFERENCES reader (id),
    title_id INTEGER NOT NULL REFERENCES title (id),
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'ready', 'fulfilled', 'cancelled', 'expired')),
    copy_id INTEGER REFERENCES copy (id),
    asked_at TEXT NOT NULL,
    ready_at TEXT,
    closed_at TEXT
);
INSERT INTO "request" VALUES(1,2,1,'waiting',NULL,'2026-10-14T05:24:00.000000Z',NULL,NULL);
CREATE TABLE responsibility (
    id INTEGER NOT NULL PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    school_class_id INTEGER REFERENCES school_class (id),
    dorm_group TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('class-teacher', 'curator', 'tutor')),
    from_on DATE NOT NULL,
    to_on DATE,
    CHECK ((school_class_id IS NULL) <> (dorm_group IS NULL))
);
CREATE TABLE room_use (
    id INTEGER NOT NULL PRIMARY KEY,
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    day DATE NOT NULL,
    used_at TEXT NOT NULL,
    category TEXT,
    staff_id INTEGER REFERENCES staff (id),
    station_id INTEGER REFERENCES station (id)
);
CREATE TABLE scan_batch (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('trolley', 'drop-box', 'paper-day')),
    staff_id INTEGER REFERENCES staff (id),
    station_id INTEGER REFERENCES station (id),
    happened_at TEXT,
    opened_at TEXT NOT NULL,
    closed_at TEXT
);
CREATE TABLE scan_batch_line (
    id INTEGER NOT NULL PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES scan_batch (id),
    scan_id TEXT NOT NULL,
    code TEXT NOT NULL,
    copy_id INTEGER REFERENCES copy (id),
    card TEXT,
    wish TEXT CHECK (wish IN ('lent', 'returned')),
    happened_at TEXT,
    operation_id TEXT,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    scanned_at TEXT NOT NULL
);
CREATE TABLE "schema_migration" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "applied" DATETIME NOT NULL);
INSERT INTO "schema_migration" VALUES(1,'0001_school_and_people','2026-11-23 03:21:09.391833');
INSERT INTO "schema_migration" VALUES(2,'0002_catalogue','2026-11-23 03:21:09.396581');
INSERT INTO "schema_migration" VALUES(3,'0003_stations','2026-11-23 03:21:09.405804');
INSERT INTO "schema_migration" VALUES(4,'0004_circulation','2026-11-23 03:21:09.413143');
INSERT INTO "schema_migration" VALUES(5,'0005_desk','2026-11-23 03:21:09.423777');
INSERT INTO "schema_migration" VALUES(6,'0006_readers','2026-11-23 03:21:09.434423');
INSERT INTO "schema_migration" VALUES(7,'0007_classes','2026-11-23 03:21:09.442842');
INSERT INTO "schema_migration" VALUES(8,'0008_imports','2026-11-23 03:21:09.444867');
INSERT INTO "schema_migration" VALUES(9,'0009_accounts','2026-11-23 03:21:09.454612');
INSERT INTO "schema_migration" VALUES(10,'0010_visits','2026-11-23 03:21:09.457260');
INSERT INTO "schema_migration" VALUES(11,'0011_catalogue','2026-11-23 03:21:09.467437');
INSERT INTO "schema_migration" VALUES(12,'0012_batches','2026-11-23 03:21:09.469397');
CREATE TABLE school_class (
    id INTEGER NOT NULL PRIMARY KEY,
    year TEXT NOT NULL,
    grade INTEGER NOT NULL,
    letter TEXT NOT NULL,
    language TEXT NOT NULL,
    track TEXT,
    closed INTEGER NOT NULL
);
INSERT INTO "school_class" VALUES(1,'2026-2027',8,'Ә','kk',NULL,0);
INSERT INTO "school_class" VALUES(2,'2026-2027',11,'А','kk',NULL,0);
CREATE TABLE school_year (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('confirmed', 'unconfirmed'))
);
INSERT INTO "school_year" VALUES(1,'2026-2027','2026-09-01','2027-05-25','confirmed');
CREATE TABLE search_word (
    word TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reader', 'title')),
    row_id INTEGER NOT NULL,
    PRIMARY KEY (kind, word, row_id)
);
CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "setting" VALUES('school.name','№4 лицей-интернат');
CREATE TABLE staff (
    id INTEGER NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('head', 'librarian', 'assistant', 'teacher', 'director')),
    reader_id INTEGER REFERENCES reader (id),
    active INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until TEXT
, must_change INTEGER, made_at TEXT);
INSERT INTO "staff" VALUES(1,'head','Бас кітапханашы','$argon2id$v=19$m=19456,t=2,p=1$E8LXlX8Armscu5o6/AIoKQ$mfx/80v+2A/ysuzDSSEJBlv3jJsgrxVSgquEHJtanr8','head',NULL,1,0,NULL,0,'2026-10-14T05:24:00.000000Z');
CREATE TABLE staff_session (
    id INTEGER NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    started_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ended_at TEXT
);
CREATE TABLE station (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('self-service', 'desk', 'sip2', 'board')),
    active INTEGER NOT NULL,
    secret_hash TEXT,
    token_hash TEXT,
    pairing_hash TEXT,
    pairing_until TEXT,
    pin_failures INTEGER NOT NULL,
    pin_failed_at TEXT,
    pin_locked_until TEXT
);
INSERT INTO "station" VALUES(1,'1','self-service',1,NULL,NULL,NULL,NULL,0,NULL,NULL);
CREATE TABLE title (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    item_kind TEXT NOT NULL
        CHECK (item_kind IN ('fiction', 'textbook', 'methodical', 'reference', 'periodical')),
    language TEXT,
    year INTEGER,
    publisher TEXT,
    place TEXT,
    isbn TEXT,
    bbk TEXT,
    author_mark TEXT,
    subject TEXT,
    grade INTEGER,
    pages INTEGER,
    in_programme INTEGER NOT NULL,
    added_on DATE,
    sort_key BLOB NOT NULL,
    search_key TEXT NOT NULL
);
INSERT INTO "title" VALUES(1,'Абай жолы','Әуезов М.','fiction',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,X'2022202C0229332F4401D0B0D091D090D09920D096D09ED09BD0AB','абай жолы');
INSERT INTO "title" VALUES(2,'Қан мен тер','Әуезов М.','fiction',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,X'2E2031023027310238273601D29BD090D09D20D09CD095D09D20D0A2D095D0A0','қан мен тер');
INSERT INTO "title" VALUES(3,'Алгебра 8','Әуезов М.','textbook',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,8,NULL,0,NULL,X'202F24272236200210033801D0B0D09BD093D095D091D0A0D0902038','алгебра 8');
INSERT INTO "title" VALUES(4,'Көшпенділер','Әуезов М.','fiction',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,X'2D344135273126452F273601D0BAD3A8D0A8D09FD095D09DD094D086D09BD095D0A0','көшпенділер');
INSERT INTO "title" VALUES(5,'Мәңгілік бала бейне','Әуезов М.','fiction',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,X'30213224452F452D0222202F200222272C312701D0BCD398D2A2D093D086D09BD086D09A20D091D090D09BD09020D091D095D099D09DD095','мәңгілік бала бейне');
CREATE TABLE topic_request (
    id INTEGER NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    how_many INTEGER NOT NULL,
    school_class_id INTEGER REFERENCES school_class (id),
    reader_id INTEGER REFERENCES reader (id),
    wanted_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'fulfilled', 'cancelled')),
    note TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    closed_at TEXT,
    staff_id INTEGER REFERENCES staff (id)
);
CREATE TABLE topic_request_copy (
    topic_request_id INTEGER NOT NULL REFERENCES topic_request (id),
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    PRIMARY KEY (topic_request_id, copy_id)
);
CREATE TABLE visit (
    id INTEGER NOT NULL PRIMARY KEY,
    reader_id INTEGER REFERENCES reader (id),
    day DATE NOT NULL,
    category TEXT NOT NULL,
    station_id INTEGER REFERENCES station (id),
    came_at TEXT NOT NULL
, people INTEGER NOT NULL DEFAULT 1, class_label TEXT, staff_id INTEGER REFERENCES staff (id));
INSERT INTO "visit" VALUES(1,1,'2026-10-14','student',1,'2026-10-14T05:24:00.000000Z',1,'8Ә',NULL);
INSERT INTO "visit" VALUES(2,2,'2026-10-14','student',1,'2026-10-14T05:24:00.000000Z',1,'11А',NULL);
CREATE UNIQUE INDEX "schema_migration_name" ON "schema_migration" ("name");
CREATE UNIQUE INDEX school_year_name ON school_year (name);
CREATE INDEX opening_hours_weekday ON opening_hours (weekday);
CREATE UNIQUE INDEX school_class_year_grade_letter ON school_class (year, grade, letter);
CREATE INDEX reader_sort_key ON reader (sort_key);
CREATE UNIQUE INDEX membership_one_current ON membership (reader_id) WHERE to_on IS NULL;
CREATE INDEX membership_reader_id ON membership (reader_id);
CREATE INDEX membership_school_class_id ON membership (school_class_id);
CREATE UNIQUE INDEX card_number ON card (number);
CREATE INDEX card_reader_id ON card (reader_id);
CREATE UNIQUE INDEX staff_login ON staff (login);
CREATE INDEX staff_session_staff_id ON staff_session (staff_id);
CREATE UNIQUE INDEX staff_session_token_hash ON staff_session (token_hash);
CREATE UNIQUE INDEX place_number ON place (number);
CREATE INDEX title_isbn ON title (isbn);
CREATE UNIQUE INDEX copy_code ON copy (code);
CREATE UNIQUE INDEX copy_inventory_no ON copy (inventory_no);
CREATE INDEX copy_title_id ON copy (title_id);
CREATE UNIQUE INDEX linked_code_code ON linked_code (code);
CREATE INDEX linked_code_copy_id ON linked_code (copy_id);
CREATE INDEX linked_code_reader_id ON linked_code (reader_id);
CREATE UNIQUE INDEX station_name ON station (name);
CREATE UNIQUE INDEX station_pairing_hash ON station (pairing_hash);
CREATE UNIQUE INDEX station_secret_hash ON station (secret_hash);
CREATE UNIQUE INDEX station_token_hash ON station (token_hash);
CREATE INDEX kiosk_call_open ON kiosk_call (called_at) WHERE done_at IS NULL;
CREATE UNIQUE INDEX desk_task_one_open ON desk_task (kind, copy_id) WHERE done_at IS NULL;
CREATE INDEX loan_copy_id ON loan (copy_id);
CREATE UNIQUE INDEX loan_one_open_per_copy ON loan (copy_id) WHERE closed_at IS NULL;
CREATE INDEX loan_open_of_reader ON loan (reader_id) WHERE closed_at IS NULL;
CREATE INDEX loan_reader_id ON loan (reader_id);
CREATE INDEX loan_returned_unseen ON loan (closed_at)
    WHERE closed_as = 'returned' AND seen_at IS NULL;
CREATE UNIQUE INDEX request_one_hold_per_copy ON request (copy_id) WHERE state = 'ready';
CREATE UNIQUE INDEX request_one_live ON request (title_id, reader_id) WHERE closed_at IS NULL;
CREATE INDEX request_reader_id ON request (reader_id);
CREATE INDEX loan_case_copy_id ON loan_case (copy_id);
CREATE INDEX loan_case_loan_id ON loan_case (loan_id);
CREATE INDEX loan_case_reader_id ON loan_case (reader_id);
CREATE INDEX visit_day ON visit (day);
CREATE UNIQUE INDEX visit_reader_id_day ON visit (reader_id, day);
CREATE INDEX operation_copy_id_seq ON operation (copy_id, seq);
CREATE UNIQUE INDEX operation_id ON operation (id);
CREATE INDEX operation_reader_id ON operation (reader_id);
CREATE UNIQUE INDEX operation_undone_once ON operation (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX job_unfinished ON job (asked_at) WHERE ended_at IS NULL;
CREATE INDEX reader_absent ON reader (absent_since) WHERE absent_since IS NOT NULL;
CREATE INDEX reader_dorm_group ON reader (dorm_group);
CREATE INDEX former_name_reader_id ON former_name (reader_id);
CREATE INDEX responsibility_staff_id ON responsibility (staff_id);
CREATE INDEX responsibility_school_class_id ON responsibility (school_class_id);
CREATE INDEX import_file_kept ON import_file (uploaded_at) WHERE removed_at IS NULL;
CREATE INDEX room_use_copy_id ON room_use (copy_id, used_at);
CREATE INDEX room_use_day ON room_use (day);
CREATE INDEX title_listed ON title (sort_key, item_kind, language, grade);
CREATE INDEX title_added_on ON title (added_on);
CREATE INDEX copy_home_place_id ON copy (home_place_id);
CREATE INDEX copy_away ON copy (state) WHERE state NOT IN ('on-shelf', 'on-loan');
CREATE INDEX request_live ON request (state) WHERE closed_at IS NULL;
CREATE INDEX search_word_row ON search_word (kind, row_id, word);
CREATE INDEX topic_request_reader_id ON topic_request (reader_id);
CREATE INDEX topic_request_open ON topic_request (wanted_on) WHERE closed_at IS NULL;
CREATE INDEX topic_request_copy_copy_id ON topic_request_copy (copy_id);
CREATE UNIQUE INDEX scan_batch_one_open ON scan_batch (kind, staff_id) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX scan_batch_line_scan_id ON scan_batch_line (scan_id);
CREATE INDEX scan_batch_line_batch_id ON scan_batch_line (batch_id);
COMMIT;
