BEGIN TRANSACTION;
CREATE TABLE accession_batch (
    id INTEGER NOT NULL PRIMARY KEY,
    source TEXT NOT NULL
        CHECK (source IN ('purchase', 'allotted', 'gift', 'replacement', 'exchange',
            'interschool')),
    supplier TEXT NOT NULL,
    document_no TEXT,
    document_on DATE,
    arrived_on DATE NOT NULL,
    document_tiyn INTEGER,
    state TEXT NOT NULL CHECK (state IN ('draft', 'posted', 'cancelled')),
    note TEXT NOT NULL,
    people TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by_id INTEGER REFERENCES staff (id),
    posted_at TEXT,
    posted_by_id INTEGER REFERENCES staff (id),
    corrects_id INTEGER REFERENCES accession_batch (id)
);
INSERT INTO "accession_batch" VALUES(1,'purchase','Атамұра','17','2026-10-18','2026-10-20',NULL,'posted','','{"giver": "Түлектер", "chair": "Төраға", "members": ["Мүше"]}','2026-10-20T05:24:00.000000Z',2,'2026-10-20T05:24:00.000000Z',2,NULL);
INSERT INTO "accession_batch" VALUES(2,'gift','',NULL,NULL,'2026-10-20',NULL,'posted','','{"giver": "Түлектер", "chair": "Төраға", "members": ["Мүше"]}','2026-10-20T05:24:00.000000Z',2,'2026-10-20T05:24:00.000000Z',2,NULL);
INSERT INTO "accession_batch" VALUES(3,'purchase','Атамұра','17','2026-10-18','2026-10-20',NULL,'draft','','{"giver": "Түлектер", "chair": "Төраға", "members": ["Мүше"]}','2026-10-20T05:24:00.000000Z',2,NULL,NULL,NULL);
INSERT INTO "accession_batch" VALUES(4,'gift','',NULL,NULL,'2026-10-20',NULL,'posted','қате','{"giver": "Түлектер", "chair": "Төраға", "members": ["Мүше"]}','2026-10-20T05:24:00.000000Z',2,'2026-10-20T05:24:00.000000Z',2,2);
CREATE TABLE accession_copy (
    copy_id INTEGER NOT NULL PRIMARY KEY REFERENCES copy (id),
    line_id INTEGER NOT NULL REFERENCES accession_line (id)
);
INSERT INTO "accession_copy" VALUES(6,1);
INSERT INTO "accession_copy" VALUES(7,1);
INSERT INTO "accession_copy" VALUES(8,2);
INSERT INTO "accession_copy" VALUES(9,2);
INSERT INTO "accession_copy" VALUES(10,3);
INSERT INTO "accession_copy" VALUES(11,3);
INSERT INTO "accession_copy" VALUES(12,3);
INSERT INTO "accession_copy" VALUES(13,4);
INSERT INTO "accession_copy" VALUES(14,4);
INSERT INTO "accession_copy" VALUES(15,4);
CREATE TABLE accession_line (
    id INTEGER NOT NULL PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES accession_batch (id),
    position INTEGER NOT NULL,
    title_id INTEGER NOT NULL REFERENCES title (id),
    invoiced INTEGER NOT NULL,
    came INTEGER NOT NULL,
    price_tiyn INTEGER NOT NULL,
    accounting TEXT NOT NULL CHECK (accounting IN ('inventory', 'group', 'temporary')),
    series TEXT,
    home_place_id INTEGER REFERENCES place (id),
    note TEXT NOT NULL
, scanned INTEGER NOT NULL DEFAULT FALSE);
INSERT INTO "accession_line" VALUES(1,1,1,1,3,2,125050,'inventory','inventory-books',NULL,'',0);
INSERT INTO "accession_line" VALUES(2,1,2,3,3,2,125050,'inventory','inventory-books',NULL,'',0);
INSERT INTO "accession_line" VALUES(3,2,1,1,3,3,125050,'inventory','inventory-books',NULL,'',0);
INSERT INTO "accession_line" VALUES(4,2,2,3,3,3,125050,'inventory','inventory-books',NULL,'',0);
INSERT INTO "accession_line" VALUES(5,3,1,1,3,1,125050,'inventory',NULL,NULL,'',0);
INSERT INTO "accession_line" VALUES(6,3,2,3,3,1,125050,'inventory',NULL,NULL,'',0);
INSERT INTO "accession_line" VALUES(7,4,1,1,-3,-3,125050,'inventory','inventory-books',NULL,'',0);
INSERT INTO "accession_line" VALUES(8,4,2,3,-3,-3,125050,'inventory','inventory-books',NULL,'',0);
CREATE TABLE author_mark (
    id INTEGER NOT NULL PRIMARY KEY,
    heading_key TEXT NOT NULL,
    heading TEXT NOT NULL,
    mark TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('imprint', 'table', 'computed', 'typed')),
    confirmed_at TEXT NOT NULL
);
INSERT INTO "author_mark" VALUES(1,'ауезов','Әуезов','Ә 93','computed','2026-10-20T05:24:00.000000Z');
CREATE TABLE bbk_division (
    code TEXT NOT NULL PRIMARY KEY,
    level INTEGER NOT NULL,
    content TEXT NOT NULL,
    diary TEXT NOT NULL,
    kk TEXT NOT NULL,
    ru TEXT NOT NULL,
    en TEXT NOT NULL,
    added_on DATE
);
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
INSERT INTO "copy" VALUES(6,1,'6000000065','in-processing',0,0,NULL,NULL,'18601',125050,'2026-10-20');
INSERT INTO "copy" VALUES(7,1,'6000000073','in-processing',0,0,NULL,NULL,'18602',125050,'2026-10-20');
INSERT INTO "copy" VALUES(8,3,'6000000081','in-processing',0,0,NULL,NULL,'18603',125050,'2026-10-20');
INSERT INTO "copy" VALUES(9,3,'6000000090','in-processing',0,0,NULL,NULL,'18604',125050,'2026-10-20');
INSERT INTO "copy" VALUES(10,1,'6000000104','written-off',0,0,NULL,NULL,'18605',125050,'2026-10-20');
INSERT INTO "copy" VALUES(11,1,'6000000112','written-off',0,0,NULL,NULL,'18606',125050,'2026-10-20');
INSERT INTO "copy" VALUES(12,1,'6000000129','written-off',0,0,NULL,NULL,'18607',125050,'2026-10-20');
INSERT INTO "copy" VALUES(13,3,'6000000137','written-off',0,0,NULL,NULL,'18608',125050,'2026-10-20');
INSERT INTO "copy" VALUES(14,3,'6000000145','written-off',0,0,NULL,NULL,'18609',125050,'2026-10-20');
INSERT INTO "copy" VALUES(15,3,'6000000153','written-off',0,0,NULL,NULL,'18610',125050,'2026-10-20');
INSERT INTO "copy" VALUES(16,1,'6000000161','on-shelf',0,0,NULL,NULL,'1204 а',NULL,'2026-10-20');
CREATE TABLE copy_steps (
    copy_id INTEGER NOT NULL PRIMARY KEY REFERENCES copy (id),
    stamped_at TEXT,
    numbered_at TEXT,
    marked_at TEXT,
    pocket_at TEXT,
    slip_at TEXT,
    label_at TEXT,
    verified_at TEXT,
    ready_at TEXT
);
INSERT INTO "copy_steps" VALUES(6,'2026-10-20T05:24:00.000000Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "copy_steps" VALUES(7,'2026-10-20T05:24:00.000000Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "copy_steps" VALUES(8,'2026-10-20T05:24:00.000000Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "copy_steps" VALUES(9,'2026-10-20T05:24:00.000000Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
CREATE TABLE inventory_line (
    id INTEGER NOT NULL PRIMARY KEY,
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    written_no TEXT NOT NULL,
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    entry_id INTEGER REFERENCES summary_entry (id),
    entered_on DATE NOT NULL,
    author_title TEXT NOT NULL,
    year INTEGER,
    price_tiyn INTEGER NOT NULL,
    bbk TEXT,
    note TEXT NOT NULL,
    corrects_id INTEGER REFERENCES inventory_line (id)
);
INSERT INTO "inventory_line" VALUES(1,'inventory-books',18601,'18601',6,1,'2026-10-20','Әуезов М. Абай жолы',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(2,'inventory-books',18602,'18602',7,1,'2026-10-20','Әуезов М. Абай жолы',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(3,'inventory-books',18603,'18603',8,1,'2026-10-20','Әуезов М. Алгебра 8',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(4,'inventory-books',18604,'18604',9,1,'2026-10-20','Әуезов М. Алгебра 8',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(5,'inventory-books',18605,'18605',10,2,'2026-10-20','Әуезов М. Абай жолы',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(6,'inventory-books',18606,'18606',11,2,'2026-10-20','Әуезов М. Абай жолы',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(7,'inventory-books',18607,'18607',12,2,'2026-10-20','Әуезов М. Абай жолы',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(8,'inventory-books',18608,'18608',13,2,'2026-10-20','Әуезов М. Алгебра 8',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(9,'inventory-books',18609,'18609',14,2,'2026-10-20','Әуезов М. Алгебра 8',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(10,'inventory-books',18610,'18610',15,2,'2026-10-20','Әуезов М. Алгебра 8',NULL,125050,NULL,'',NULL);
INSERT INTO "inventory_line" VALUES(11,'inventory-books',18605,'18605',10,3,'2026-10-20','Әуезов М. Абай жолы',NULL,-125050,NULL,'1/2026',5);
INSERT INTO "inventory_line" VALUES(12,'inventory-books',18606,'18606',11,3,'2026-10-20','Әуезов М. Абай жолы',NULL,-125050,NULL,'1/2026',6);
INSERT INTO "inventory_line" VALUES(13,'inventory-books',18607,'18607',12,3,'2026-10-20','Әуезов М. Абай жолы',NULL,-125050,NULL,'1/2026',7);
INSERT INTO "inventory_line" VALUES(14,'inventory-books',18608,'18608',13,3,'2026-10-20','Әуезов М. Алгебра 8',NULL,-125050,NULL,'1/2026',8);
INSERT INTO "inventory_line" VALUES(15,'inventory-books',18609,'18609',14,3,'2026-10-20','Әуезов М. Алгебра 8',NULL,-125050,NULL,'1/2026',9);
INSERT INTO "inventory_line" VALUES(16,'inventory-books',18610,'18610',15,3,'2026-10-20','Әуезов М. Алгебра 8',NULL,-125050,NULL,'1/2026',10);
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
CREATE TABLE known_record (
    id INTEGER NOT NULL PRIMARY KEY,
    isbn TEXT NOT NULL,
    fields TEXT NOT NULL,
    source TEXT NOT NULL,
    read_at TEXT NOT NULL
);
INSERT INTO "known_record" VALUES(1,'9786010709676','{}','list.mrc','2026-10-20T05:24:00.000000Z');
CREATE TABLE label_item (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL
        CHECK (kind IN ('spine', 'pocket', 'barcode', 'slip', 'card',
            'pocket-fold', 'reader', 'divider', 'command')),
    copy_id INTEGER REFERENCES copy (id),
    reader_id INTEGER REFERENCES reader (id),
    job_id INTEGER REFERENCES label_job (id),
    position INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'printing', 'printed', 'verified', 'unknown',
            'cancelled')),
    times_printed INTEGER NOT NULL,
    wanted_at TEXT NOT NULL,
    printed_at TEXT,
    verified_at TEXT
);
INSERT INTO "label_item" VALUES(1,'spine',6,NULL,NULL,1,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(2,'spine',7,NULL,NULL,2,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(3,'spine',8,NULL,NULL,3,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(4,'spine',9,NULL,NULL,4,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(5,'pocket',6,NULL,1,0,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(6,'pocket',7,NULL,1,1,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(7,'pocket',8,NULL,1,2,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(8,'pocket',9,NULL,1,3,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(9,'spine',10,NULL,NULL,1,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(10,'spine',11,NULL,NULL,2,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(11,'spine',12,NULL,NULL,3,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(12,'spine',13,NULL,NULL,4,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(13,'spine',14,NULL,NULL,5,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(14,'spine',15,NULL,NULL,6,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(15,'pocket',10,NULL,NULL,1,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(16,'pocket',11,NULL,NULL,2,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(17,'pocket',12,NULL,NULL,3,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(18,'pocket',13,NULL,NULL,4,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(19,'pocket',14,NULL,NULL,5,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(20,'pocket',15,NULL,NULL,6,'cancelled',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
CREATE TABLE label_job (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL
        CHECK (kind IN ('spine', 'pocket', 'barcode', 'slip', 'card',
            'pocket-fold', 'reader', 'divider', 'command')),
    stock TEXT NOT NULL,
    printer_id INTEGER REFERENCES printer (id),
    dpi INTEGER NOT NULL,
    start_cell INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'printing', 'printed', 'unknown', 'failed',
            'cancelled')),
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    cancel_asked INTEGER NOT NULL,
    error TEXT,
    reason TEXT NOT NULL,
    batch_id INTEGER REFERENCES accession_batch (id),
    staff_id INTEGER REFERENCES staff (id),
    asked_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT
);
INSERT INTO "label_job" VALUES(1,'pocket','roll-58x40',1,203,1,'waiting',0,4,0,NULL,'',NULL,2,'2026-10-20T05:24:00.000000Z',NULL,NULL);
CREATE TABLE label_roll (
    id INTEGER NOT NULL PRIMARY KEY,
    first_serial INTEGER NOT NULL,
    last_serial INTEGER NOT NULL,
    printed_at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
INSERT INTO "label_roll" VALUES(1,16,20,'2026-10-20T05:24:00.000000Z',2);
CREATE TABLE label_stock (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    measures TEXT NOT NULL,
    added_at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
INSERT INTO "label_stock" VALUES(1,'own','{}','2026-10-20T05:24:00.000000Z',NULL);
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
CREATE TABLE marc_file (
    id INTEGER NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    form TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    uploaded_at TEXT NOT NULL,
    encoding TEXT NOT NULL,
    dialect TEXT NOT NULL,
    target TEXT NOT NULL CHECK (target IN ('catalogue', 'known')),
    job_id INTEGER REFERENCES job (id),
    checked TEXT,
    applied_at TEXT,
    outcome TEXT,
    removed_at TEXT
);
CREATE TABLE membership (
    id INTEGER NOT NULL PRIMARY KEY,
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    from_on DATE NOT NULL,
    to_on DATE
);
INSERT INTO "membership" VALUES(1,1,1,'2026-09-01',NULL);
INSERT INTO "membership" VALUES(2,2,2,'2026-09-01',NULL);
CREATE TABLE number_series (
    key TEXT NOT NULL PRIMARY KEY,
    prefix TEXT NOT NULL DEFAULT '',
    next_number INTEGER NOT NULL
);
INSERT INTO "number_series" VALUES('inventory-books','',18611);
INSERT INTO "number_series" VALUES('summary-1-2026','',4);
INSERT INTO "number_series" VALUES('act-difference-2026','',2);
INSERT INTO "number_series" VALUES('act-acceptance-2026','',2);
INSERT INTO "number_series" VALUES('act-correction-2026','',2);
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
INSERT INTO "operation" VALUES(1,'00000000-0000-0000-0000-000000000001','visit',1,NULL,NULL,1,1,X'30EF12F037F1548981B5476D03B53EF5670C6A1E991CFD74E8BF628ECA595DA6',X'DE640204FFDB8D46E0086C3FB0977491',X'D33ED450257813C87D4AD5D7319AEDBE229DF78E9519BF56133ACDD66652B814','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(2,'00000000-0000-0000-0000-000000000002','visit',1,NULL,NULL,2,2,X'F0A9C12AF2B1EF225A49105EE9D267F619C55498871D3AD2871824DB8F5AAB17',X'D2614CE8E8A80C3A8213E617E327F450',X'43E3EC9750F6374EB26B7CF863509849AB04784762AE5E12B6B4D388E6FE19BE','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(3,'00000000-0000-0000-0000-000000000003','check-out',1,NULL,2,2,2,X'65A4162619B2E6977E436800A0060CFC002C0D63C8ABE0EDBED70A86255FE71B',X'2FE53B03C0188DD1EFA6C92491598C76',X'7D4B5B9A8DBFFC4DD623A08C9D8410E7EAD902D92B502EBF7723349A790EBCC2','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":2}}',NULL);
INSERT INTO "operation" VALUES(4,'00000000-0000-0000-0000-000000000004','undo',1,NULL,2,2,2,X'2EEA6852005620CAAD7F203E89176800D752D0343F1AEBEF47548CFC0908C96B',X'2DCCA254311175B50B665C8A42A827DF',X'B89BFF3878CDE254EF622858DCB8EFE6906EDFEB8B8F54099641A5FF8390EB07','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z','00000000-0000-0000-0000-000000000003','{"answer":{"answer":"undone","undoes":"00000000-0000-0000-0000-000000000003","kind":"check-out","lent":0,"limit":5}}',NULL);
INSERT INTO "operation" VALUES(5,'00000000-0000-0000-0000-000000000005','check-out',1,NULL,1,1,1,X'1351F886C76996DB00BFADD1C81EE65AC1E563EDC1316F38BD26267E15585254',X'67E2BA851682B0D8208DDB1F19687614',X'0FA69EF68376F6E8B5B92A5D0056F524316EA4B696D07CA37DD6AE230655E34E','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":3}}',NULL);
INSERT INTO "operation" VALUES(6,'00000000-0000-0000-0000-000000000006','check-out',1,NULL,3,1,1,X'83618C2C8F7F40A20E36D3BDBF0203CADB58B82AC7994FB3E107ABC69A3E17D4',X'3DD40D70779006ADE3FADFA22FE6E456',X'66631642F6490596C982770FFA032B14898E350A6AED7238BA18DD87139E0978','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2027-05-25","lent":1,"limit":null},"before":{"state":"on-shelf","loan":4}}',NULL);
INSERT INTO "operation" VALUES(7,'00000000-0000-0000-0000-000000000007','check-out',1,NULL,4,1,1,X'DC60CC6D8C67E7FC8ACEE9D140D407CECFB91F49BE1759197DB0886482B4A8F6',X'D0A65B64F1811ED5FC36F259947CAD7B',X'6E5212ECD29CF09F30876DE73598EAB25FF147DCFDD64B68117B315A58C0E887','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":2,"limit":5},"before":{"state":"on-shelf","loan":5}}',NULL);
INSERT INTO "operation" VALUES(8,'00000000-0000-0000-0000-000000000009','request',1,NULL,1,2,2,X'3314E89A4C0DDDEBA10CB5AA7235E18BE753BD6F2E1110A13B9579322B90DE33',X'865165B2415D305DF095C452729AE3BE',X'41689661E4163E0995067C5920559BCAE4E53904EA383AEC009ECFFD5E86FB3B','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"request-placed","place":1},"before":{"placed":1}}',NULL);
INSERT INTO "operation" VALUES(9,'00000000-0000-0000-0000-00000000000b','check-out',1,NULL,2,2,2,X'C8135802DE8303D7952BDC8042BB61FFEAA5890370D469EB6DE0AF29DE30E277',X'918BEEA465E39B0F8A70C3DCEBAE4A6F',X'75357C61464803413693A3B23DDE26E19E379BACB1DAFDF91285D3CBC6B57291','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":6}}',NULL);
INSERT INTO "operation" VALUES(10,'00000000-0000-0000-0000-00000000000c','check-in',1,NULL,2,2,2,X'101D1BAB764D067FE6944512103FEDE00CADB75DAACA4E2B22C83F525B0801FA',X'39B97FAAFCE7245A20A6F9E6325203B7',X'35952DEDD51F7B0868E3794EFC97FC23A047BAFAD5F5FD65A90CA4BAD6DB89D9','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"returned","destination":"trolley","provisional":true,"own":true,"lent":0,"limit":5},"before":{"state":"on-loan","loan":6}}',NULL);
INSERT INTO "operation" VALUES(11,'00000000-0000-0000-0000-00000000000d','lose',1,NULL,4,1,NULL,X'29B0C2EB76792AAB57E284700CDDA49E832298AFEB87396A011D79566BD2797C',X'CF0055A9EC505D001751F0958455C171',X'583CBD4A90427F43FE2F960E670664464E049DF8DD2EC528F6B42790706BB36A','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"state":"on-loan","loan":5,"case":1}}',NULL);
INSERT INTO "operation" VALUES(12,'00000000-0000-0000-0000-00000000000e','call',1,NULL,NULL,NULL,NULL,NULL,X'9061BD8808BDAA372773208CA0425F1C',X'6BD7F3F11944E33BE7DB439B944F352530CC35FF1B40C1FB201C73ECE8470EDE','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(13,'00000000-0000-0000-0000-00000000000f','check',1,NULL,2,2,NULL,X'4CC4D3715DFC5B0EDBE10D98C04B0B0164E98106A0FAF90C9B6F3AB2B7DCC4F5',X'A4D4652E0B817765B4FBC9B21C7D1E51',X'D4D445F5A9819DBDA9CED2EEF4357FB489AEF93EFCA5B436B736B84DBFED8E34','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"state":"to-check","seen":6,"case":2,"task":1}}',NULL);
INSERT INTO "operation" VALUES(14,'fd4b3162-86e1-4f6f-8607-56c3617126e8','accession-start',2,2,NULL,NULL,NULL,NULL,X'027A7881DB0F0A583347D1D4308AC2A9',X'866C4D909E332EC30C02189E9650EBF9434CF74C7A7BAD8A395C1FAB0D28EE6C','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"old":["",1],"new":["",18601]}}',NULL);
INSERT INTO "operation" VALUES(15,'1f553c18-9a5d-48bc-8c22-41933ebd5a3a','accession-opened',2,2,NULL,NULL,NULL,NULL,X'E4C79887495828FC0953F5DA5B98C7F4',X'AE7FEC45F69C4BF2FE88226EED2F3B0734DDA30622A7D697EEB0BFAC9B50A0E5','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1}}',NULL);
INSERT INTO "operation" VALUES(16,'3d4b62d8-6af0-403b-9ccf-0d9ab7ab8c20','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'D55B4553A69E72FEEF2D2AA7C0B097D8',X'EBCB0720BD563820CA5381A51B85CACCEDD7467F86F61348914B961A928BF232','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1,"line":1}}',NULL);
INSERT INTO "operation" VALUES(17,'036cc978-f322-44f5-8512-83ee2d02c26f','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'7F1A622D57758D77CF5ACDBF3E1121C7',X'E48164DAC6FA0041969943B3CABE6304706B0CE1FD2F3E696C455635E3092144','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1,"line":2}}',NULL);
INSERT INTO "operation" VALUES(18,'24b6980d-561c-4057-8b40-3803724211d1','accession-opened',2,2,NULL,NULL,NULL,NULL,X'B581FDF70097C714DA90D992C537F1ED',X'232CF90817B7A7DAC8C27B1E8A58303B02B852DDA0961090B7F920B34DCDD505','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":2}}',NULL);
INSERT INTO "operation" VALUES(19,'84c00add-a9f2-4a5a-8365-fdbb59c12df4','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'915BB5A57A4FA8AF0403CA1347AD13A9',X'75369489A6143DEA8FD37F7FD40DA9F9CB7DEA8D61281F5F71959C859080F2AC','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":2,"line":3}}',NULL);
INSERT INTO "operation" VALUES(20,'e57eef89-6a82-4354-90a4-140a3097e543','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'4C9CBF8F5AC22C0B9E0AED0492BB8B36',X'0B64BB98E525652088494198A821BF0793409D81771A5181D4949CA4001B57FD','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":2,"line":4}}',NULL);
INSERT INTO "operation" VALUES(21,'6a964dab-a90b-4cc6-8dc2-4a2d519ea99c','accession-opened',2,2,NULL,NULL,NULL,NULL,X'8A3C6378F67B04227EEADF293FDA3794',X'9646CB6256D06104F31A99AA1EB6CDBAE875BDAA3B69346C0073B06A3E5689CC','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":3}}',NULL);
INSERT INTO "operation" VALUES(22,'3f591f8f-c86f-4bac-b2c8-2fc959bf2c1f','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'50A016DDE93823274AFC5AA437CE57A3',X'1F6503DD2BA02350281CDEBFE688E3E914AD17A39B6298EE174F4005B7A7B3B5','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":3,"line":5}}',NULL);
INSERT INTO "operation" VALUES(23,'8c569d06-4821-429a-971f-cf00963ddc9b','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'1D1CA939325E594A7357EA744695B687',X'2EB50469493E0B7C73626825311C7B573383776BB3DF5F47AD824BEB8CCD3398','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":3,"line":6}}',NULL);
INSERT INTO "operation" VALUES(24,'312a664e-3d40-4ff7-b447-135db2af46b8','accession-posted',2,2,NULL,NULL,NULL,NULL,X'CA2DCE8F14106AB251F4D7448674E869',X'41F1AB1A6416416192832A787D768B33FF23A393B7F86530D176FAA8DC5DE895','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1,"entry":1,"copies":4,"confirmed":["difference","no-shelf-mark"]}}',NULL);
INSERT INTO "operation" VALUES(25,'0a71d51a-8a40-4018-817b-b962368cdec0','accession-posted',2,2,NULL,NULL,NULL,NULL,X'FA1D4D82DCEF9C65A18FE3079C8B09AD',X'3560F69BF73BB3E1312ABFBD22ADE112C2B0AF1D4FA654DC30816D74071DFB72','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":2,"entry":2,"copies":6,"confirmed":["no-shelf-mark","small-commission"]}}',NULL);
INSERT INTO "operation" VALUES(26,'c3b64df4-0c3b-418e-a208-459af82c0224','steps-ticked',2,2,NULL,NULL,NULL,NULL,X'7165C9B8F60FF1770D9314D8138EC56F',X'B4387FCEA95A4B0264C6FF739B14A336456BE445D3B73DBA07C7B79E2A62B957','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1,"title":null,"copy":null,"steps":["stamped"],"changed":4,"readied":0,"holds":[]}}',NULL);
INSERT INTO "operation" VALUES(27,'b79c98b9-0362-422f-8523-d161c8337864','accession-corrected',2,2,NULL,NULL,NULL,NULL,X'C7DD6EB46A52E1E26B71A59FA4FF1EBA',X'C880301C82AB6D3A08553E59D211E113B015550A5346FC17D64DDDC324D1A653','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":4,"corrects":2,"copies":6}}',NULL);
INSERT INTO "operation" VALUES(28,'62df4338-7cd1-4aa9-b3f7-04c831423db8','printer-added',2,2,NULL,NULL,NULL,NULL,X'226862D4A246BCC155BD1C7A42E20D6C',X'0A69A6BFB23AB4D5C7DD0D73C6CE915F89420FA59A7CF8C339C4CE06D0E0D727','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"printer":1}}',NULL);
INSERT INTO "operation" VALUES(29,'e0a556e8-82c1-466c-bd11-85b6c60f7fa6','labels-asked',2,2,NULL,NULL,NULL,NULL,X'1F3106FE7D2D6F9BFA5AEECC3C2DCEB9',X'706F64F8D7C9FC8C2B49DB84486307DA175EEDD517E92A55C484E357C92BAB6A','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"job":1,"labels":4}}',NULL);
INSERT INTO "operation" VALUES(30,'02c5dc1b-5009-4428-808d-7e8138104368','roll-added',2,2,NULL,NULL,NULL,NULL,X'2840B77E5D39B627CE61D2365D84EFE2',X'30FE4BCD3CEC7CB09C8323FAEEEB38123C9C8574103E3D008233578507C08536','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"roll":1,"labels":5}}',NULL);
INSERT INTO "operation" VALUES(31,'8aa2398e-c6a8-4684-a2fa-4fd2109ace48','stock-linked',2,2,NULL,NULL,NULL,NULL,X'3A51EB345A156C943602B962210ECE83',X'2DBCBFF4C43D78C4E3A08A31D432810D3CE1F29BEEA4CA0E3B4FDF7C34FA9601','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"copy":16,"title":1,"known":false}}',NULL);
CREATE TABLE paper_act (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL
        CHECK (kind IN ('acceptance', 'difference', 'correction', 'revaluation', 'write-off',
            'stocktake')),
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    made_on DATE NOT NULL,
    batch_id INTEGER REFERENCES accession_batch (id),
    copies INTEGER NOT NULL,
    sum_tiyn INTEGER NOT NULL,
    people TEXT NOT NULL,
    detail TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
INSERT INTO "paper_act" VALUES(1,'difference',2026,1,'2026-10-20',1,-2,-250100,'{"chair": "Төраға", "director": "", "giver": "Түлектер", "members": ["Мүше"]}','{"arrived_on": "2026-10-20", "document_no": "17", "document_on": "2026-10-18", "school": "№4 лицей-интернат", "source": "purchase", "supplier": "Атамұра"}','2026-10-20T05:24:00.000000Z',2);
INSERT INTO "paper_act" VALUES(2,'acceptance',2026,1,'2026-10-20',2,6,750300,'{"chair": "Төраға", "director": "", "giver": "Түлектер", "members": ["Мүше"]}','{"arrived_on": "2026-10-20", "document_no": "", "document_on": null, "school": "№4 лицей-интернат", "source": "gift", "supplier": ""}','2026-10-20T05:24:00.000000Z',2);
INSERT INTO "paper_act" VALUES(3,'correction',2026,1,'2026-10-20',4,-6,-750300,'{"chair": "Төраға", "director": "", "giver": "Түлектер", "members": ["Мүше"]}','{"arrived_on": "2026-10-20", "document_no": "", "document_on": null, "reason": "қате", "school": "№4 лицей-интернат", "source": "gift", "supplier": ""}','2026-10-20T05:24:00.000000Z',2);
CREATE TABLE paper_act_line (
    id INTEGER NOT NULL PRIMARY KEY,
    act_id INTEGER NOT NULL REFERENCES paper_act (id),
    position INTEGER NOT NULL,
    copy_id INTEGER REFERENCES copy (id),
    inventory_no TEXT,
    author_title TEXT NOT NULL,
    year INTEGER,
    before INTEGER NOT NULL,
    after INTEGER NOT NULL,
    price_tiyn INTEGER,
    note TEXT NOT NULL
);
INSERT INTO "paper_act_line" VALUES(1,1,1,NULL,'18601–18602','Әуезов М. Абай жолы',NULL,3,2,125050,'');
INSERT INTO "paper_act_line" VALUES(2,1,2,NULL,'18603–18604','Әуезов М. Алгебра 8',NULL,3,2,125050,'');
INSERT INTO "paper_act_line" VALUES(3,2,1,NULL,'18605–18607','Әуезов М. Абай жолы',NULL,0,3,125050,'');
INSERT INTO "paper_act_line" VALUES(4,2,2,NULL,'18608–18610','Әуезов М. Алгебра 8',NULL,0,3,125050,'');
INSERT INTO "paper_act_line" VALUES(5,3,1,NULL,'18605–18607','Әуезов М. Абай жолы',NULL,3,0,125050,'');
INSERT INTO "paper_act_line" VALUES(6,3,2,NULL,'18608–18610','Әуезов М. Алгебра 8',NULL,3,0,125050,'');
CREATE TABLE place (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('shelf', 'hold-shelf', 'display', 'reading-room', 'store')),
    number TEXT
);
INSERT INTO "place" VALUES(1,'Негізгі сөре','shelf',NULL);
CREATE TABLE printer (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('pdf', 'zpl', 'tspl', 'escpos')),
    address TEXT NOT NULL,
    dpi INTEGER NOT NULL,
    stock TEXT,
    offset_x INTEGER NOT NULL,
    offset_y INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    fault TEXT,
    seen_at TEXT
);
INSERT INTO "printer" VALUES(1,'Zebra','zpl','tcp://127.0.0.1:9100',203,'roll-58x40',50,-30,0,NULL,NULL);
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
INSERT INTO "reader" VALUES(1,'Серік','Әлия',NULL,'student','kk','active',NULL,NULL,NULL,'$argon2id$v=19$m=19456,t=2,p=1$2jcqSSsKAZzrF6N+cyAumA$afJZvw9fJeZMwLLBmYksGDPJQgf8cLjSZFcgqX0Wy0M',0,NULL,X'372736452D02212F2B4901D181D095D0A0D086D09A20D399D09BD098D0AF','серік әлия',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "schema_migration" VALUES(1,'0001_school_and_people','2026-11-23 06:16:57.471487');
INSERT INTO "schema_migration" VALUES(2,'0002_catalogue','2026-11-23 06:16:57.480988');
INSERT INTO "schema_migration" VALUES(3,'0003_stations','2026-11-23 06:16:57.496662');
INSERT INTO "schema_migration" VALUES(4,'0004_circulation','2026-11-23 06:16:57.505049');
INSERT INTO "schema_migration" VALUES(5,'0005_desk','2026-11-23 06:16:57.518746');
INSERT INTO "schema_migration" VALUES(6,'0006_readers','2026-11-23 06:16:57.552349');
INSERT INTO "schema_migration" VALUES(7,'0007_classes','2026-11-23 06:16:57.563438');
INSERT INTO "schema_migration" VALUES(8,'0008_imports','2026-11-23 06:16:57.571646');
INSERT INTO "schema_migration" VALUES(9,'0009_accounts','2026-11-23 06:16:57.576320');
INSERT INTO "schema_migration" VALUES(10,'0010_visits','2026-11-23 06:16:57.593078');
INSERT INTO "schema_migration" VALUES(11,'0011_catalogue','2026-11-23 06:16:57.606065');
INSERT INTO "schema_migration" VALUES(12,'0012_batches','2026-11-23 06:16:57.618454');
INSERT INTO "schema_migration" VALUES(13,'0013_accessions','2026-11-23 06:16:57.629004');
INSERT INTO "schema_migration" VALUES(14,'0014_registers','2026-11-23 06:16:57.640911');
INSERT INTO "schema_migration" VALUES(15,'0015_cataloguing','2026-11-23 06:16:57.658766');
INSERT INTO "schema_migration" VALUES(16,'0016_labels','2026-11-23 06:16:57.676842');
INSERT INTO "schema_migration" VALUES(17,'0019_scanned_lines','2026-11-23 06:16:57.688439');
INSERT INTO "schema_migration" VALUES(18,'0021_registers','2026-11-23 06:16:57.703648');
INSERT INTO "schema_migration" VALUES(19,'0022_marc','2026-11-23 06:16:57.734697');
INSERT INTO "schema_migration" VALUES(20,'0023_shelf_order','2026-11-23 06:16:57.739236');
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
INSERT INTO "staff" VALUES(1,'head','Бас кітапханашы','$argon2id$v=19$m=19456,t=2,p=1$OsfbzP+BRjFSIKe9ijQHEQ$btO6Y25WjNP6dg3aABDKITdZc7esWzoXRBBqTEpCZkc','head',NULL,1,0,NULL,0,'2026-10-14T05:24:00.000000Z');
INSERT INTO "staff" VALUES(2,'acting','Айгүл','$argon2id$v=19$m=19456,t=2,p=1$Ef8s8GX1IiGVaFqGx7fvLw$JHFwveGTokFlenbOwgzs6snPFHxR3ycDIUZIjzxkkNc','librarian',NULL,1,0,NULL,0,'2026-10-20T05:24:00.000000Z');
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
INSERT INTO "station" VALUES(2,'Кітапханашы','desk',1,NULL,NULL,NULL,NULL,0,NULL,NULL);
CREATE TABLE stock_link (
    copy_id INTEGER NOT NULL PRIMARY KEY REFERENCES copy (id),
    written_no TEXT,
    written_price TEXT,
    linked_at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
INSERT INTO "stock_link" VALUES(16,'1204 а','2 руб. 40 коп.','2026-10-20T05:24:00.000000Z',2);
CREATE TABLE summary_cell (
    id INTEGER NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES summary_entry (id),
    cell_group TEXT NOT NULL
        CHECK (cell_group IN ('kind', 'content', 'language', 'grade', 'reason')),
    cell TEXT NOT NULL,
    copies INTEGER NOT NULL,
    sum_tiyn INTEGER NOT NULL
);
INSERT INTO "summary_cell" VALUES(1,1,'content','other',4,500200);
INSERT INTO "summary_cell" VALUES(2,1,'grade','8',2,250100);
INSERT INTO "summary_cell" VALUES(3,1,'kind','book',2,250100);
INSERT INTO "summary_cell" VALUES(4,1,'kind','textbook',2,250100);
INSERT INTO "summary_cell" VALUES(5,1,'language','other',4,500200);
INSERT INTO "summary_cell" VALUES(6,2,'content','other',6,750300);
INSERT INTO "summary_cell" VALUES(7,2,'grade','8',3,375150);
INSERT INTO "summary_cell" VALUES(8,2,'kind','book',3,375150);
INSERT INTO "summary_cell" VALUES(9,2,'kind','textbook',3,375150);
INSERT INTO "summary_cell" VALUES(10,2,'language','other',6,750300);
INSERT INTO "summary_cell" VALUES(11,3,'content','other',-6,-750300);
INSERT INTO "summary_cell" VALUES(12,3,'grade','8',-3,-375150);
INSERT INTO "summary_cell" VALUES(13,3,'kind','book',-3,-375150);
INSERT INTO "summary_cell" VALUES(14,3,'kind','textbook',-3,-375150);
INSERT INTO "summary_cell" VALUES(15,3,'language','other',-6,-750300);
CREATE TABLE summary_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    part INTEGER NOT NULL CHECK (part IN (1, 2)),
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('opening', 'arrival', 'disposal', 'correction', 'revaluation')),
    entered_on DATE NOT NULL,
    batch_id INTEGER REFERENCES accession_batch (id),
    source TEXT,
    supplier TEXT NOT NULL,
    document_no TEXT,
    document_on DATE,
    copies INTEGER NOT NULL,
    on_balance INTEGER NOT NULL,
    off_balance INTEGER NOT NULL,
    sum_tiyn INTEGER NOT NULL,
    corrects_id INTEGER REFERENCES summary_entry (id),
    note TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
INSERT INTO "summary_entry" VALUES(1,1,2026,1,'arrival','2026-10-20',1,'purchase','Атамұра','17','2026-10-18',4,4,0,500200,NULL,'','2026-10-20T05:24:00.000000Z',2);
INSERT INTO "summary_entry" VALUES(2,1,2026,2,'arrival','2026-10-20',2,'gift','',NULL,NULL,6,6,0,750300,NULL,'','2026-10-20T05:24:00.000000Z',2);
INSERT INTO "summary_entry" VALUES(3,1,2026,3,'correction','2026-10-20',4,'gift','',NULL,NULL,-6,-6,0,-750300,2,'қате','2026-10-20T05:24:00.000000Z',2);
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
, subtitle TEXT, responsibility TEXT, edition TEXT, series TEXT, volume TEXT, shelf_key BLOB);
INSERT INTO "title" VALUES(1,'Абай жолы','Әуезов М.','fiction',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,X'2022202C0229332F4401D0B0D091D090D09920D096D09ED09BD0AB','абай жолы',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "title" VALUES(2,'Қан мен тер','Әуезов М.','fiction',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,X'2E2031023027310238273601D29BD090D09D20D09CD095D09D20D0A2D095D0A0','қан мен тер',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "title" VALUES(3,'Алгебра 8','Әуезов М.','textbook',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,8,NULL,0,NULL,X'202F24272236200210033801D0B0D09BD093D095D091D0A0D0902038','алгебра 8',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "title" VALUES(4,'Көшпенділер','Әуезов М.','fiction',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,X'2D344135273126452F273601D0BAD3A8D0A8D09FD095D09DD094D086D09BD095D0A0','көшпенділер',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "title" VALUES(5,'Мәңгілік бала бейне','Әуезов М.','fiction',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,X'30213224452F452D0222202F200222272C312701D0BCD398D2A2D093D086D09BD086D09A20D091D090D09BD09020D091D095D099D09DD095','мәңгілік бала бейне',NULL,NULL,NULL,NULL,NULL,NULL);
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
CREATE INDEX accession_batch_corrects_id ON accession_batch (corrects_id);
CREATE INDEX accession_batch_drafts ON accession_batch (arrived_on) WHERE state = 'draft';
CREATE INDEX accession_line_batch_id ON accession_line (batch_id);
CREATE INDEX accession_line_title_id ON accession_line (title_id);
CREATE INDEX accession_copy_line_id ON accession_copy (line_id);
CREATE INDEX copy_steps_open ON copy_steps (copy_id) WHERE ready_at IS NULL;
CREATE UNIQUE INDEX label_roll_first_serial ON label_roll (first_serial);
CREATE UNIQUE INDEX label_roll_last_serial ON label_roll (last_serial);
CREATE INDEX stock_link_written_no ON stock_link (written_no);
CREATE INDEX stock_link_linked_at ON stock_link (linked_at);
CREATE INDEX summary_entry_batch_id ON summary_entry (batch_id);
CREATE UNIQUE INDEX summary_entry_part_year_number ON summary_entry (part, year, number);
CREATE INDEX summary_cell_entry_id ON summary_cell (entry_id);
CREATE UNIQUE INDEX summary_cell_entry_id_cell_group_cell
    ON summary_cell (entry_id, cell_group, cell);
CREATE INDEX inventory_line_copy_id ON inventory_line (copy_id);
CREATE INDEX inventory_line_entry_id ON inventory_line (entry_id);
CREATE UNIQUE INDEX inventory_line_number
    ON inventory_line (series, number)
    WHERE corrects_id IS NULL;
CREATE INDEX paper_act_batch_id ON paper_act (batch_id);
CREATE UNIQUE INDEX paper_act_kind_year_number ON paper_act (kind, year, number);
CREATE INDEX paper_act_line_act_id ON paper_act_line (act_id);
CREATE INDEX copy_inventory_no ON copy (inventory_no);
CREATE UNIQUE INDEX author_mark_heading_key ON author_mark (heading_key);
CREATE INDEX known_record_isbn ON known_record (isbn);
CREATE UNIQUE INDEX printer_name ON printer (name);
CREATE UNIQUE INDEX label_stock_name ON label_stock (name);
CREATE INDEX label_job_batch_id ON label_job (batch_id);
CREATE INDEX label_job_open ON label_job (asked_at) WHERE ended_at IS NULL;
CREATE INDEX label_item_copy_id ON label_item (copy_id);
CREATE INDEX label_item_job_id ON label_item (job_id);
CREATE INDEX label_item_waiting ON label_item (kind, id) WHERE state = 'waiting';
CREATE INDEX inventory_line_listed ON inventory_line (series, number, id);
CREATE INDEX inventory_line_entered ON inventory_line (series, entered_on, number, id);
CREATE INDEX paper_act_line_copy ON paper_act_line (copy_id) WHERE copy_id IS NOT NULL;
CREATE INDEX marc_file_kept ON marc_file (uploaded_at) WHERE removed_at IS NULL;
CREATE INDEX title_shelf_key ON title (shelf_key);
COMMIT;
