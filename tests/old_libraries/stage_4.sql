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
INSERT INTO "accession_batch" VALUES(5,'replacement','',NULL,NULL,'2026-10-20',NULL,'posted','','{"giver": "Серік Әлия", "chair": "Т", "members": ["М1", "М2"]}','2026-10-20T05:24:00.000000Z',3,'2026-10-20T05:24:00.000000Z',3,NULL);
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
INSERT INTO "accession_copy" VALUES(18,9);
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
INSERT INTO "accession_line" VALUES(9,5,1,4,1,1,200000,'inventory','inventory-books',NULL,'',0);
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
INSERT INTO "card" VALUES(4,'7000010049',4,'active',NULL,NULL);
CREATE TABLE clearance_slip (
    id INTEGER NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    class_label TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('year-end', 'leaves', 'graduates', 'other')),
    lines TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    voided_at TEXT,
    voided_why TEXT NOT NULL
);
CREATE TABLE closed_period (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('vacation', 'holiday', 'other')),
    name TEXT NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL
);
INSERT INTO "closed_period" VALUES(1,'vacation','Күзгі','2026-10-26','2026-11-01');
CREATE TABLE collection (
    id INTEGER NOT NULL PRIMARY KEY,
    year TEXT NOT NULL,
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    class_label TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'closed')),
    opened_at TEXT NOT NULL,
    opened_by_id INTEGER REFERENCES staff (id),
    due_at TEXT,
    closed_at TEXT,
    closed_by_id INTEGER REFERENCES staff (id),
    posted_at TEXT
);
INSERT INTO "collection" VALUES(1,'2026-2027',1,'8Ә','closed','2026-10-20T05:24:00.000000Z',3,NULL,'2026-10-20T05:24:00.000000Z',3,'2026-10-20T05:24:00.000000Z');
CREATE TABLE collection_keep (
    id INTEGER NOT NULL PRIMARY KEY,
    year TEXT NOT NULL,
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    subject TEXT NOT NULL,
    kept_until DATE NOT NULL
);
CREATE TABLE collection_line (
    id INTEGER NOT NULL PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES collection (id),
    loan_id INTEGER NOT NULL REFERENCES loan (id),
    reader_id INTEGER REFERENCES reader (id),
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    title_id INTEGER NOT NULL REFERENCES title (id),
    subject TEXT NOT NULL,
    condition_out INTEGER,
    kept_until DATE,
    debtor_id INTEGER REFERENCES reader (id),
    ending TEXT CHECK (ending IN ('carried', 'case'))
);
INSERT INTO "collection_line" VALUES(1,1,4,1,3,3,'Алгебра 8',NULL,NULL,NULL,NULL);
INSERT INTO "collection_line" VALUES(2,1,7,4,17,3,'Алгебра 8',NULL,NULL,4,'carried');
CREATE TABLE collection_scan (
    id INTEGER NOT NULL PRIMARY KEY,
    scan_id TEXT NOT NULL,
    operation_id TEXT,
    collection_id INTEGER REFERENCES collection (id),
    line_id INTEGER REFERENCES collection_line (id),
    copy_id INTEGER REFERENCES copy (id),
    code TEXT NOT NULL,
    outcome TEXT NOT NULL,
    handed_by_id INTEGER REFERENCES reader (id),
    station_id INTEGER REFERENCES station (id),
    staff_id INTEGER REFERENCES staff (id),
    scanned_at TEXT NOT NULL,
    condition INTEGER,
    photo TEXT,
    undone INTEGER NOT NULL
);
INSERT INTO "collection_scan" VALUES(1,'fc8d32c7-884f-4536-b7ed-068f0457e1a0','73198b08-e79c-5e71-af53-ff8b011a93e6',1,1,3,'6000000032','credited',1,2,3,'2026-10-20T05:24:00.000000Z',NULL,NULL,0);
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
, condition INTEGER);
INSERT INTO "copy" VALUES(1,1,'6000000016','on-loan',0,0,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(2,2,'6000000024','in-repair',0,0,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(3,3,'6000000032','on-shelf',0,0,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(4,4,'6000000049','written-off',0,0,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(5,5,'6000000057','on-loan',0,0,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "copy" VALUES(6,1,'6000000065','in-processing',0,0,NULL,NULL,'18601',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(7,1,'6000000073','in-processing',0,0,NULL,NULL,'18602',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(8,3,'6000000081','in-processing',0,0,NULL,NULL,'18603',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(9,3,'6000000090','in-processing',0,0,NULL,NULL,'18604',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(10,1,'6000000104','written-off',0,0,NULL,NULL,'18605',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(11,1,'6000000112','written-off',0,0,NULL,NULL,'18606',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(12,1,'6000000129','written-off',0,0,NULL,NULL,'18607',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(13,3,'6000000137','written-off',0,0,NULL,NULL,'18608',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(14,3,'6000000145','written-off',0,0,NULL,NULL,'18609',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(15,3,'6000000153','written-off',0,0,NULL,NULL,'18610',125050,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(16,1,'6000000161','on-shelf',0,0,NULL,NULL,'1204 а',NULL,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(17,3,NULL,'on-loan',0,0,NULL,NULL,NULL,NULL,'2026-10-20',NULL);
INSERT INTO "copy" VALUES(18,4,'6000000215','in-processing',0,0,NULL,NULL,'18611',200000,'2026-10-20',NULL);
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
INSERT INTO "copy_steps" VALUES(18,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE desk_task (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('unseen-return', 'offline-conflict')),
    copy_id INTEGER REFERENCES copy (id),
    made_at TEXT NOT NULL,
    done_at TEXT,
    done_by_id INTEGER REFERENCES staff (id)
);
INSERT INTO "desk_task" VALUES(1,'unseen-return',2,'2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL);
CREATE TABLE forecast_group (
    year TEXT NOT NULL,
    grade INTEGER NOT NULL,
    language TEXT NOT NULL,
    track TEXT NOT NULL,
    pupils INTEGER NOT NULL CHECK (pupils >= 0),
    PRIMARY KEY (year, grade, language, track)
);
INSERT INTO "forecast_group" VALUES('2027-2028',9,'kk','',20);
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
INSERT INTO "inventory_line" VALUES(17,'inventory-books',18611,'18611',18,4,'2026-10-20','Әуезов М. Көшпенділер',NULL,200000,NULL,'',NULL);
CREATE TABLE issue_absence (
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    day DATE NOT NULL,
    PRIMARY KEY (reader_id, day)
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
INSERT INTO "label_item" VALUES(21,'spine',18,NULL,NULL,1,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
INSERT INTO "label_item" VALUES(22,'pocket',18,NULL,NULL,1,'waiting',0,'2026-10-20T05:24:00.000000Z',NULL,NULL);
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
CREATE TABLE lesson (
    id INTEGER NOT NULL PRIMARY KEY,
    station_id INTEGER NOT NULL REFERENCES station (id),
    school_class_id INTEGER REFERENCES school_class (id),
    dorm_group TEXT,
    opened_at TEXT NOT NULL,
    until TEXT NOT NULL,
    closed_at TEXT,
    reader_id INTEGER REFERENCES reader (id),
    CHECK ((school_class_id IS NULL) <> (dorm_group IS NULL))
);
INSERT INTO "lesson" VALUES(1,1,1,NULL,'2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL);
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
    seen_at TEXT, condition_out INTEGER, condition_back INTEGER, for_class_id INTEGER REFERENCES school_class (id),
    CHECK ((closed_at IS NULL) = (closed_as IS NULL))
);
INSERT INTO "loan" VALUES(1,5,3,'2026-09-16T06:00:00.000000Z','2026-10-01',0,'teacher',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "loan" VALUES(2,2,2,'2026-10-14T05:24:00.000000Z','2026-11-02',0,'student','11А',1,'2026-10-14T05:24:00.000000Z','voided',NULL,NULL,NULL,NULL);
INSERT INTO "loan" VALUES(3,1,1,'2026-10-14T05:24:00.000000Z','2026-11-02',0,'student','8Ә',1,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "loan" VALUES(4,3,1,'2026-10-14T05:24:00.000000Z','2027-05-25',0,'student','8Ә',1,'2026-10-20T05:24:00.000000Z','returned','2026-10-20T05:24:00.000000Z',NULL,NULL,NULL);
INSERT INTO "loan" VALUES(5,4,1,'2026-10-14T05:24:00.000000Z','2026-11-02',0,'student','8Ә',1,'2026-10-14T05:24:00.000000Z','lost',NULL,NULL,NULL,NULL);
INSERT INTO "loan" VALUES(6,2,2,'2026-10-14T05:24:00.000000Z','2026-11-02',0,'student','11А',1,'2026-10-14T05:24:00.000000Z','returned','2026-10-20T05:24:00.000000Z',NULL,NULL,NULL);
INSERT INTO "loan" VALUES(7,17,4,'2026-10-20T05:24:00.000000Z','2027-05-25',0,'student','8Ә',2,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE loan_case (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('lost', 'damaged', 'pages-missing')),
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    loan_id INTEGER REFERENCES loan (id),
    reader_id INTEGER REFERENCES reader (id),
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    closed_as TEXT CHECK (closed_as IN ('found', 'replaced', 'forgiven', 'repaired'))
, promised_on DATE, promise_note TEXT NOT NULL DEFAULT '', order_no TEXT NOT NULL DEFAULT '', order_on DATE, order_reason TEXT NOT NULL DEFAULT '');
INSERT INTO "loan_case" VALUES(1,'lost',4,5,1,'2026-10-14T05:24:00.000000Z','2026-10-20T05:24:00.000000Z','replaced','2026-11-13','тамызда','',NULL,'');
INSERT INTO "loan_case" VALUES(2,'damaged',2,6,2,'2026-10-20T05:24:00.000000Z',NULL,NULL,NULL,'','',NULL,'');
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
INSERT INTO "membership" VALUES(3,4,1,'2026-09-01',NULL);
CREATE TABLE methodical_need (
    year TEXT NOT NULL,
    subject TEXT NOT NULL,
    teachers INTEGER NOT NULL CHECK (teachers > 0),
    PRIMARY KEY (year, subject)
);
INSERT INTO "methodical_need" VALUES('2026-2027','Алгебра',2);
CREATE TABLE number_series (
    key TEXT NOT NULL PRIMARY KEY,
    prefix TEXT NOT NULL DEFAULT '',
    next_number INTEGER NOT NULL
);
INSERT INTO "number_series" VALUES('inventory-books','',18612);
INSERT INTO "number_series" VALUES('summary-1-2026','',5);
INSERT INTO "number_series" VALUES('act-difference-2026','',2);
INSERT INTO "number_series" VALUES('act-acceptance-2026','',3);
INSERT INTO "number_series" VALUES('act-correction-2026','',2);
INSERT INTO "number_series" VALUES('act-write-off-2026','',2);
INSERT INTO "number_series" VALUES('summary-2-2026','',2);
INSERT INTO "number_series" VALUES('replacement-2026','',2);
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
INSERT INTO "operation" VALUES(1,'00000000-0000-0000-0000-000000000001','visit',1,NULL,NULL,1,1,X'AC3A4D2B7247D0A60423FFCFDB380BD2951233845C2AF8C24376EE39B3CA1ECF',X'3875BF992BD605F67B92DC0967D7A922',X'3A75598758409F3D2F8FC9529BC4DCEABABC2E6180724CDE82B88947941B75B2','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(2,'00000000-0000-0000-0000-000000000002','visit',1,NULL,NULL,2,2,X'DBC12D3AB02A6920FD5B45A792040ED9DC9A8F23E38EEEBBEBF1AC8180388459',X'3161D384F8BF15852BFFE533CD4FE554',X'3205B109592AAB65DC13965307E729D9BA729A779D32FBCD478DFA3DD7051E13','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(3,'00000000-0000-0000-0000-000000000003','check-out',1,NULL,2,2,2,X'DE4C39CBED4C78BDDEF744AB95D526F892AE864FDC104B4F4712AAFF32DBC33F',X'A06411849CE8741692C2248BC28E6579',X'019E489CA29D0E701BAFC3C53676E42AC48AA7A1368FD1B0B253EE1C34FE7C2B','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":2}}',NULL);
INSERT INTO "operation" VALUES(4,'00000000-0000-0000-0000-000000000004','undo',1,NULL,2,2,2,X'158E5E145EBE3D38DDE6CE375D21A8FE7451B524F80AF965648890E50DA792FD',X'B042084F4CF7E74DE048828B2B3A66ED',X'7FE02FAA802C3E19AAE9157A2061667E50B615D4B5DAC27EA948EE703449ED58','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z','00000000-0000-0000-0000-000000000003','{"answer":{"answer":"undone","undoes":"00000000-0000-0000-0000-000000000003","kind":"check-out","lent":0,"limit":5}}',NULL);
INSERT INTO "operation" VALUES(5,'00000000-0000-0000-0000-000000000005','check-out',1,NULL,1,1,1,X'FB8B83B8C3940F4B5243B57446B17901CCC15E4C223FA1059A5834AB445321E4',X'66F5DC03C69E0ADB1C39078156D65050',X'70D0433B3190CF6E831DD51B37E45D69B36494A6C120DA310FF86C1E776D9C48','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":3}}',NULL);
INSERT INTO "operation" VALUES(6,'00000000-0000-0000-0000-000000000006','check-out',1,NULL,3,1,1,X'968EB7C6C01ABB9F83FE344DE3AB9F15F1DBC9F2A75E9296BA0B52B5F7C7493A',X'69F3149DE6220D9083ED4C1056644FDB',X'7F8B0359E99770D59F7AE60DC1AEDED69DF6F0AED2085C2FA6DC84D78F96B759','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2027-05-25","lent":1,"limit":null},"before":{"state":"on-shelf","loan":4}}',NULL);
INSERT INTO "operation" VALUES(7,'00000000-0000-0000-0000-000000000007','check-out',1,NULL,4,1,1,X'0E2DEE5CEA7B0AA6A2AAA9FF4709537E03788F1057ECA254CA123F424A9341BB',X'531419F622A9CE12C70A2BD7866A2DB1',X'56F90E511A014376B036D4A41863590D604F6DD8883E740E8BB00B36DD4906C2','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":2,"limit":5},"before":{"state":"on-shelf","loan":5}}',NULL);
INSERT INTO "operation" VALUES(8,'00000000-0000-0000-0000-000000000009','request',1,NULL,1,2,2,X'D09F1F2866BA8643FC2DF789712FD944858C0412ED90654B8F497327136EF4A7',X'5D17119F53191F31A316C0D1C625C145',X'71BA8BB7D072A522E10CC06F8EE5644FDB9D306B45A3D94E48EC4C558E4715F8','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"request-placed","place":1},"before":{"placed":1}}',NULL);
INSERT INTO "operation" VALUES(9,'00000000-0000-0000-0000-00000000000b','check-out',1,NULL,2,2,2,X'2E3AA7947D64E8073C672A13A2AD6792C17DAFF78EAAEE7D7966849C5E83357D',X'D593057DD26793F2113370B7C356B586',X'C113D434E3B99F5FB49D170EBD171283AAFF31757C6CE5B3B28767FCDDEF6FE0','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":6}}',NULL);
INSERT INTO "operation" VALUES(10,'00000000-0000-0000-0000-00000000000c','check-in',1,NULL,2,2,2,X'3DFADA88608541E3086570CDB455D691FAEEF594947943D84ECE0B55AACC06DC',X'5CE619A5700425D665FC16E9BD4F73BA',X'3D9620A0EE4A4D11A8F517C91BD6CCCC871B4B5B1CE06553CDC1DFC416F691B4','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"returned","destination":"trolley","provisional":true,"own":true,"lent":0,"limit":5},"before":{"state":"on-loan","loan":6}}',NULL);
INSERT INTO "operation" VALUES(11,'00000000-0000-0000-0000-00000000000d','lose',1,NULL,4,1,NULL,X'61776F62588095832058A1BC955597386F96C8138BB74E1CF9556C559B3CD080',X'CD6DB75A107EAFDA08C5EF44FA0DFA14',X'82F9C12E6623057925C53167CAF24260A78358349788539D017C4EA3AAD41B4B','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"state":"on-loan","loan":5,"case":1}}',NULL);
INSERT INTO "operation" VALUES(12,'00000000-0000-0000-0000-00000000000e','call',1,NULL,NULL,NULL,NULL,NULL,X'640891DC20D49F58D109B04690000837',X'14D78895735245CC01D8EB41552AD87781CD2A95247188F98BF190F23D3799CA','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(13,'00000000-0000-0000-0000-00000000000f','check',1,NULL,2,2,NULL,X'7FC30DBBD8399F18043D54E92C1254DD95F2F6D5D8C344CB7EC1B393AF8D0F07',X'11E5E66A828D5EA13FD7CB1D91D27272',X'A9508FF3F6C8BD3EB157BF85192EF9D8AA0B6ADE4529EA51F65E41AB85C25B84','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"state":"to-check","seen":6,"case":2,"task":1}}',NULL);
INSERT INTO "operation" VALUES(14,'b7dee422-75a7-46bd-ba5a-9b83820675ee','accession-start',2,2,NULL,NULL,NULL,NULL,X'0CA9FF335D51E5470E17F667C39364C8',X'2C65A65B9C14FD628F1BE450D8178F7CAFF31D670D5B76B6827263E014133647','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"old":["",1],"new":["",18601]}}',NULL);
INSERT INTO "operation" VALUES(15,'1c03bf8f-9a48-45f2-ba1f-502b8dec980f','accession-opened',2,2,NULL,NULL,NULL,NULL,X'A51F7C7C12113523883F19F889CFE923',X'C0CF1DED1C413C76E4470015AF873F4EE2092A0E348CDE6BEDB57D3E24A87FA8','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1}}',NULL);
INSERT INTO "operation" VALUES(16,'5576f7cb-e3b4-4a00-adbc-5d19ae0ef46e','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'8FBA265180FE3E9F01BE8E26AD92F180',X'86A808DE1FF2C8004BA917A2498C6ECA7D7842CEDD691F0A7CF181FB109CC2DE','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1,"line":1}}',NULL);
INSERT INTO "operation" VALUES(17,'48b2a3d6-9f42-4205-9cee-5cfacf399a13','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'1A682142E7934F983E798A1D806D1F16',X'B4CCAD88208D5DA2C17E53BDB67F5A5824BE873EB1065B7615B64A239A52DB46','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1,"line":2}}',NULL);
INSERT INTO "operation" VALUES(18,'5b69313f-1cec-48e4-a2b4-701fcab06e35','accession-opened',2,2,NULL,NULL,NULL,NULL,X'F825D415228629AAC55CCD1C83FD0680',X'6EB5C12DB9884BDED54198241748D764021E03457BEEF2C640C79C662DBBC719','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":2}}',NULL);
INSERT INTO "operation" VALUES(19,'fec1246b-c91a-42ec-94b1-b3f070a56649','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'14D6A8639324368F8FB9FBF9956BC645',X'064B422C2DDAED7976416368C67996912FD32F8CE61A3ED4E587694C671DE12E','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":2,"line":3}}',NULL);
INSERT INTO "operation" VALUES(20,'840620ee-28e8-462f-a734-a752aba67bfb','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'EB13C3224E919A0BE8E2C19718C83C5E',X'3322944A218757800ECBD25B820E27A94460795AED93D03AA80F737035A28353','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":2,"line":4}}',NULL);
INSERT INTO "operation" VALUES(21,'02d69c2d-7653-43c8-8b70-a26611dc554b','accession-opened',2,2,NULL,NULL,NULL,NULL,X'177EE7FB0D82CCAFAB4563F703EB082F',X'5A0E76C5ADB77DF02DE0700A17F580722B0FE2C8AB22EB3F208DB291F3631345','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":3}}',NULL);
INSERT INTO "operation" VALUES(22,'660c83e4-16a7-4602-8c18-2e93c308654f','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'EAFCA8829BDB2B876F987B710C543216',X'0BFA82998BBBEBCCBB505C0DB72D8A5F84DC3DE8A286050861B2BF5789423045','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":3,"line":5}}',NULL);
INSERT INTO "operation" VALUES(23,'c5934d0a-1830-4a41-9102-dada1c729050','accession-line-added',2,2,NULL,NULL,NULL,NULL,X'85AF84DDD2374AD19ED9F2726B8EA726',X'399A83AB9546738F4B33CFB17BFEC360A6567D6B39C58D2F500530423B6E240E','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":3,"line":6}}',NULL);
INSERT INTO "operation" VALUES(24,'82feae45-692b-406e-b648-bb56c2a57698','accession-posted',2,2,NULL,NULL,NULL,NULL,X'893C437B2010E02779B293290008CEDA',X'2CD74F2B971D002DC53BB0603186CB31016101E386825321F1F1076B55A45845','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1,"entry":1,"copies":4,"confirmed":["difference","no-shelf-mark"]}}',NULL);
INSERT INTO "operation" VALUES(25,'02714199-3b22-451f-86f4-91f328641e1d','accession-posted',2,2,NULL,NULL,NULL,NULL,X'69E927DCDEB0DDD22102249D9DF65B77',X'9DC116B916AC77EC0BB261FFBA06D8C3539854B12EE2A3C0C6B350BEA0A767AF','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":2,"entry":2,"copies":6,"confirmed":["no-shelf-mark","small-commission"]}}',NULL);
INSERT INTO "operation" VALUES(26,'199ecad0-2b48-445a-953d-01f187cbdee6','steps-ticked',2,2,NULL,NULL,NULL,NULL,X'0874C974704D8A8AAAEC176EFBA7EDA3',X'B93325AAB401B534E1AD82A914EAF5A32136D728CA2528FBD150043EDA98E296','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":1,"title":null,"copy":null,"steps":["stamped"],"changed":4,"readied":0,"holds":[]}}',NULL);
INSERT INTO "operation" VALUES(27,'84d92416-27f9-4ce7-bf36-e3d74cbf47c5','accession-corrected',2,2,NULL,NULL,NULL,NULL,X'5D77D401EFD6C45C809DFEA058606FF7',X'296EDED8ABA557733799F4C4EDD50859A5BA99D288339FA99EDD5E61DC43E5A6','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"batch":4,"corrects":2,"copies":6}}',NULL);
INSERT INTO "operation" VALUES(28,'d282cc37-21be-4534-ad32-1fa0018b03f9','printer-added',2,2,NULL,NULL,NULL,NULL,X'BABFE600357201D2EDB69DE5B7EC2A6F',X'0B66181CB46680C03D852A2EF02D80E6A5543AC513CEF0FEC0441A1A9B140C3C','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"printer":1}}',NULL);
INSERT INTO "operation" VALUES(29,'52e69d94-f88d-4296-ad39-9f4ab0c45038','labels-asked',2,2,NULL,NULL,NULL,NULL,X'B45FCDD249B9E52FDF4263063BF8BFB4',X'D7D7E0FBD3C70BBF030BA787EC32213F1A04EBF6E1A3D0289B4F8D48D496D82D','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"job":1,"labels":4}}',NULL);
INSERT INTO "operation" VALUES(30,'a0877a82-04e3-45c4-9a6f-c04b18e67df6','roll-added',2,2,NULL,NULL,NULL,NULL,X'9C8212CFE4EDDC27EC0F4AF7ACEB8207',X'BB0FACBEA0DD72B07C61BA2E1864E1DC61F0DA999C47A9F5744984344E7DBF72','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"roll":1,"labels":5}}',NULL);
INSERT INTO "operation" VALUES(31,'4faf6eb8-bc13-4a2f-b3aa-0bbc55c66f7a','stock-linked',2,2,NULL,NULL,NULL,NULL,X'AA54A9D2A11DAC103A3F9E03F9050EAE',X'04021950BFCB7BCBF9A9911E5E867869FA2A87D0E3CE4F9A2A56AD0113652AB4','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"copy":16,"title":1,"known":false}}',NULL);
INSERT INTO "operation" VALUES(32,'03c25c1b-2ecc-5f92-be84-6e993ce57130','unlabelled-made',2,3,17,NULL,NULL,NULL,X'13F3D6CF585BDE3E4D81DC84E8107D06',X'2870769FB15F4BE795343DD0E206645B2793AFBFDA4DAD63AC92CE29A1F3DCEF','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(33,'8a579407-433f-4383-a502-5747ab163c04','check-out',2,3,17,4,4,X'09E5401558E0D91A259F58FC8E6070391DB443A97B61A80F244EB137C02A638F',X'AF7F27D14D747C1C74365483C5554066',X'72EA21FC2C4091D2B74242CBC282D2BD6149F05304ED7A3E62ABF5499EFB3797','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2027-05-25","lent":1,"limit":null},"before":{"state":"on-shelf","loan":7}}',NULL);
INSERT INTO "operation" VALUES(34,'13ac0073-a7ff-45e4-a65d-3e45216627f5','raid-saved',2,3,NULL,NULL,NULL,NULL,X'3F40B69E0F5A132815554AB2957F30BE',X'DA3D9E0EF107FEB98C3515F6DCCAC4166C50F5B19945DDCD9F96E74EBA6A6848','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"raid":1,"class":1,"marks":[[1,null]]}}',NULL);
INSERT INTO "operation" VALUES(35,'8a9d8dd5-146c-4eae-b958-0c6a3123894e','collection-open',2,3,NULL,NULL,NULL,NULL,X'2B2681A06E0EC7E8C5B5F4D02372F1E6',X'51B34AB789A5AD416632B2046CD0E1271E497357DAD47CC02ACE74D230C1E102','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"collections":[1]}}',NULL);
INSERT INTO "operation" VALUES(36,'73198b08-e79c-5e71-af53-ff8b011a93e6','check-in',2,3,3,1,NULL,X'9C327DB6CC302B06EF974FE241C1E1AF5B90EF4C99FF448D3733FCCA7440A644',X'A9F502E8F06B21F964B135A1E58F6189',X'D68F85BB95A964CDEB875EEFB5CB641BDEFAFF5BCBB056D73EB30F8EBAE2233C','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"returned","destination":"trolley","provisional":false},"before":{"state":"on-loan","loan":4}}',NULL);
INSERT INTO "operation" VALUES(37,'fbad1133-ef3c-42c3-9f31-e4c5c5c044c4','collection-state',2,3,NULL,NULL,NULL,NULL,X'022E97DD0A2A657A77AF6D0511E0B3D8',X'53E71AB0039D37A409DB517C47B95046B1AA85551A2C5683839231258C36019D','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"collection":1,"state":"open"}}',NULL);
INSERT INTO "operation" VALUES(38,'5b619925-416d-4fdf-bbcb-ca01da31efbb','collection-posted',2,3,NULL,NULL,NULL,NULL,X'62BA5A13D96DC742FA39D8677C4992CD',X'16449E801D707439F52EF73E49D2A1B418EAD2BE0CE65DE56158F1C538BCE4D5','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"collection":1,"cases":0}}',NULL);
INSERT INTO "operation" VALUES(39,'19109140-5541-447c-aaac-7e54c459a8c5','signers-changed',2,3,NULL,NULL,NULL,NULL,X'B77C8C9A9E667373E432086C8569943A',X'5C91FF74D6BDA4898CB04822E30EC008D7EAC3BCC8A63423E9F3F879B49F0C1A','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"setting":"paper.signers"}}',NULL);
INSERT INTO "operation" VALUES(40,'db4b1b98-0d51-41d9-9d88-35ba9be32669','case-promised',2,3,NULL,NULL,NULL,NULL,X'791325EB8EB4A1FE756F969F32A0EB8B',X'DEDCD4A14A40BEC30B80D05FA33740C8E73097B507D03DEF561F397CA4EF904C','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"case":1,"promised_on":null}}',NULL);
INSERT INTO "operation" VALUES(41,'597ee3b5-5a48-49f4-b962-f27f67a8672c','case-replaced',2,3,NULL,NULL,NULL,NULL,X'3B1D2793A2574C9B7E1076889996ED5C',X'5F6A5DA887980BEC89B6D8A52ACD5B832682EF5E6FD712DDE5B36D7A23641BAD','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"case":1,"replacement":1,"batch":5,"act":5,"state":"lost"}}',NULL);
INSERT INTO "operation" VALUES(42,'f377daa7-fa29-4901-af06-40d03b1f3ad7','forecast-groups',2,3,NULL,NULL,NULL,NULL,X'F13A762A6CF869DFCA90ED95DD1C46CE',X'B7AF93702BB6291FAA183CF41BC213023128008268A9EF7219E5520025439377','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"year":"2027-2028","groups":1}}',NULL);
INSERT INTO "operation" VALUES(43,'133e91fd-7b1e-4022-84ad-a0aa013efb6b','order-drafted',2,3,NULL,NULL,NULL,NULL,X'544F0BC9930E6DE1CA920FF470BF9941',X'7679E60645AB215F4598D7791B6106840F7CBFEEEE3EAAF110EA35F1C538A3E4','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"order":1,"lines":2}}',NULL);
INSERT INTO "operation" VALUES(44,'67ffc775-9fe9-44c8-9f6d-1ec3605c83f5','order-agreed',2,3,NULL,NULL,NULL,NULL,X'653C2E045E8EFCB8C29B7824C53EC9A8',X'2AD850EBEB4FF39091D8BCE3D99EF0EAB6508A2C8CA109AC80467D2608C39C24','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"order":1,"state":"draft"}}',NULL);
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
INSERT INTO "paper_act" VALUES(4,'acceptance',2026,2,'2026-10-20',5,1,200000,'{"chair": "Т", "director": "Д", "giver": "Серік Әлия", "members": ["М1", "М2"]}','{"arrived_on": "2026-10-20", "document_no": "", "document_on": null, "school": "№4 лицей-интернат", "source": "replacement", "supplier": ""}','2026-10-20T05:24:00.000000Z',3);
INSERT INTO "paper_act" VALUES(5,'write-off',2026,1,'2026-10-20',NULL,-1,0,'{"chair": "Т", "members": ["М1", "М2"], "director": "Д"}','{"school": "№4 лицей-интернат", "reason": "lost"}','2026-10-20T05:24:00.000000Z',3);
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
INSERT INTO "paper_act_line" VALUES(7,4,1,NULL,'18611','Әуезов М. Көшпенділер',NULL,0,1,200000,'');
INSERT INTO "paper_act_line" VALUES(8,5,1,4,NULL,'Әуезов М. Көшпенділер',NULL,1,0,0,'');
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
CREATE TABLE provision_reference (
    id INTEGER NOT NULL PRIMARY KEY,
    year TEXT NOT NULL,
    made_on DATE NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    opening TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    signer TEXT NOT NULL,
    figures TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
, kind TEXT NOT NULL DEFAULT 'textbooks'
    CHECK (kind IN ('textbooks', 'methodical')));
INSERT INTO "provision_reference" VALUES(1,'2026-2027','2026-10-14','kk','Анықтама','','','','[]','2026-10-20T05:24:00.000000Z',NULL,'textbooks');
CREATE TABLE raid (
    id INTEGER NOT NULL PRIMARY KEY,
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    held_on DATE NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    note TEXT NOT NULL,
    saved_at TEXT NOT NULL
);
INSERT INTO "raid" VALUES(1,1,'2026-10-14',3,'таза','2026-10-20T05:24:00.000000Z');
CREATE TABLE raid_mark (
    raid_id INTEGER NOT NULL REFERENCES raid (id),
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    mark INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 5),
    PRIMARY KEY (raid_id, reader_id)
);
INSERT INTO "raid_mark" VALUES(1,1,5);
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
, born_on DATE, phone TEXT, guardian TEXT, dormitory TEXT, room TEXT, dorm_group TEXT, registered_on DATE, rules_accepted_on DATE, re_registered_on DATE, absent_since DATE, left_on DATE, merged_into_id INTEGER REFERENCES reader (id), removed_at TEXT, sex TEXT CHECK (sex IN ('f', 'm')));
INSERT INTO "reader" VALUES(1,'Серік','Әлия',NULL,'student','kk','active',NULL,NULL,NULL,'$argon2id$v=19$m=19456,t=2,p=1$Ddfb/KO0faWpdOl9VP0AbA$aBBOX954XgU5ro9+LfqLkB+etHs0DawS5qsWSojYf98',0,NULL,X'372736452D02212F2B4901D181D095D0A0D086D09A20D399D09BD098D0AF','серік әлия',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reader" VALUES(2,'Ким','Иван',NULL,'student',NULL,'active',NULL,NULL,NULL,NULL,0,NULL,X'2D2B30022B23203101D0BAD098D09C20D0B8D092D090D09D','ким иван',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reader" VALUES(3,'Омарова','Гүлнар',NULL,'teacher',NULL,'active',NULL,NULL,NULL,NULL,0,NULL,X'3330203633232002243B2F31203601D0BED09CD090D0A0D09ED092D09020D0B3D2AED09BD09DD090D0A0','омарова гүлнар',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reader" VALUES(4,'Тілеу','Дана',NULL,'student','kk','active',NULL,NULL,NULL,NULL,0,NULL,X'38452F2739022620312001D182D086D09BD095D0A320D0B4D090D09DD090','тілеу дана',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE replacement (
    id INTEGER NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    loan_case_id INTEGER NOT NULL REFERENCES loan_case (id),
    replacing TEXT NOT NULL CHECK (replacing IN ('same', 'edition', 'equal')),
    taken_on DATE NOT NULL,
    copy_id INTEGER NOT NULL REFERENCES copy (id),
    batch_id INTEGER NOT NULL REFERENCES accession_batch (id),
    act_id INTEGER NOT NULL REFERENCES paper_act (id),
    class_label TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id)
);
INSERT INTO "replacement" VALUES(1,2026,1,1,'same','2026-10-20',18,5,5,'8Ә',3);
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
CREATE TABLE roll_over (
    id INTEGER NOT NULL PRIMARY KEY,
    year_from TEXT NOT NULL,
    year_to TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'done', 'undone')),
    begun_at TEXT NOT NULL,
    begun_by_id INTEGER REFERENCES staff (id),
    done_at TEXT,
    undone_at TEXT,
    backup TEXT,
    made TEXT
);
CREATE TABLE roll_over_choice (
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    way TEXT NOT NULL CHECK (way IN ('up', 'repeat', 'leave', 'stay')),
    PRIMARY KEY (roll_over_id, reader_id)
);
CREATE TABLE roll_over_fault (
    id INTEGER NOT NULL PRIMARY KEY,
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    field TEXT NOT NULL
);
CREATE TABLE roll_over_listed (
    id INTEGER NOT NULL PRIMARY KEY,
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    number INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    letter TEXT NOT NULL,
    language TEXT,
    track TEXT,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    patronymic TEXT,
    born_on DATE,
    card TEXT,
    sex TEXT
);
CREATE TABLE roll_over_move (
    id INTEGER NOT NULL PRIMARY KEY,
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    reader_id INTEGER REFERENCES reader (id),
    kind TEXT NOT NULL,
    left_membership_id INTEGER,
    left_class_id INTEGER REFERENCES school_class (id),
    entered_membership_id INTEGER,
    entered_class_id INTEGER REFERENCES school_class (id),
    state_before TEXT,
    debts INTEGER NOT NULL
);
CREATE TABLE roll_over_way (
    roll_over_id INTEGER NOT NULL REFERENCES roll_over (id),
    school_class_id INTEGER NOT NULL REFERENCES school_class (id),
    way TEXT NOT NULL CHECK (way IN ('up', 'list', 'out')),
    track TEXT,
    PRIMARY KEY (roll_over_id, school_class_id)
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
INSERT INTO "schema_migration" VALUES(1,'0001_school_and_people','2026-11-23 15:12:09.820808');
INSERT INTO "schema_migration" VALUES(2,'0002_catalogue','2026-11-23 15:12:09.828427');
INSERT INTO "schema_migration" VALUES(3,'0003_stations','2026-11-23 15:12:09.830602');
INSERT INTO "schema_migration" VALUES(4,'0004_circulation','2026-11-23 15:12:09.838951');
INSERT INTO "schema_migration" VALUES(5,'0005_desk','2026-11-23 15:12:09.844500');
INSERT INTO "schema_migration" VALUES(6,'0006_readers','2026-11-23 15:12:09.867999');
INSERT INTO "schema_migration" VALUES(7,'0007_classes','2026-11-23 15:12:09.869473');
INSERT INTO "schema_migration" VALUES(8,'0008_imports','2026-11-23 15:12:09.870960');
INSERT INTO "schema_migration" VALUES(9,'0009_accounts','2026-11-23 15:12:09.876588');
INSERT INTO "schema_migration" VALUES(10,'0010_visits','2026-11-23 15:12:09.881556');
INSERT INTO "schema_migration" VALUES(11,'0011_catalogue','2026-11-23 15:12:09.883652');
INSERT INTO "schema_migration" VALUES(12,'0012_batches','2026-11-23 15:12:09.887881');
INSERT INTO "schema_migration" VALUES(13,'0013_accessions','2026-11-23 15:12:09.893126');
INSERT INTO "schema_migration" VALUES(14,'0014_registers','2026-11-23 15:12:09.901157');
INSERT INTO "schema_migration" VALUES(15,'0015_cataloguing','2026-11-23 15:12:09.915520');
INSERT INTO "schema_migration" VALUES(16,'0016_labels','2026-11-23 15:12:09.920633');
INSERT INTO "schema_migration" VALUES(17,'0019_scanned_lines','2026-11-23 15:12:09.928979');
INSERT INTO "schema_migration" VALUES(18,'0021_registers','2026-11-23 15:12:09.935894');
INSERT INTO "schema_migration" VALUES(19,'0022_marc','2026-11-23 15:12:09.937240');
INSERT INTO "schema_migration" VALUES(20,'0023_shelf_order','2026-11-23 15:12:09.938281');
INSERT INTO "schema_migration" VALUES(21,'0025_textbooks','2026-11-23 15:12:09.955827');
INSERT INTO "schema_migration" VALUES(22,'0027_class_issue','2026-11-23 15:12:09.959995');
INSERT INTO "schema_migration" VALUES(23,'0029_collections','2026-11-23 15:12:09.965267');
INSERT INTO "schema_migration" VALUES(24,'0032_provision','2026-11-23 15:12:09.971905');
INSERT INTO "schema_migration" VALUES(25,'0033_raids_and_roll_over','2026-11-23 15:12:09.980075');
INSERT INTO "schema_migration" VALUES(26,'0034_lessons','2026-11-23 15:12:09.984011');
INSERT INTO "schema_migration" VALUES(27,'0035_cases','2026-11-23 15:12:10.014793');
INSERT INTO "schema_migration" VALUES(28,'0036_clearance','2026-11-23 15:12:10.031770');
INSERT INTO "schema_migration" VALUES(29,'0037_orders','2026-11-23 15:12:10.070347');
INSERT INTO "schema_migration" VALUES(30,'0038_provision','2026-11-23 15:12:10.075155');
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
INSERT INTO "setting" VALUES('paper.signers','{"director": "Д", "librarian": "К", "chair": "Т", "members": ["М1", "М2"], "accountant": ""}');
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
INSERT INTO "staff" VALUES(1,'head','Бас кітапханашы','$argon2id$v=19$m=19456,t=2,p=1$VsV3OCoqP7e2Olie0JJldA$cZgYkpoeaELx0cuoVLpVRviUEMqhSr89zwhNXBkUAVE','head',NULL,1,0,NULL,0,'2026-10-14T05:24:00.000000Z');
INSERT INTO "staff" VALUES(2,'acting','Айгүл','$argon2id$v=19$m=19456,t=2,p=1$fXoCK8xwsXdaJUVCo9yT0g$y23wjSZIt8AonS+S/Xf7L6LgNgaMzD3PZ/ggPbivEq8','librarian',NULL,1,0,NULL,0,'2026-10-20T05:24:00.000000Z');
INSERT INTO "staff" VALUES(3,'textbooks','Айгүл','$argon2id$v=19$m=19456,t=2,p=1$Co8ji/e53o5OXI4MFcOa1A$eQ2ca/De/mBmD+f0tBtOl6rVZBYuYjCJ/1vYDiWm/Uk','librarian',NULL,1,0,NULL,0,'2026-10-20T05:24:00.000000Z');
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
INSERT INTO "summary_cell" VALUES(16,4,'content','other',1,200000);
INSERT INTO "summary_cell" VALUES(17,4,'kind','book',1,200000);
INSERT INTO "summary_cell" VALUES(18,4,'language','other',1,200000);
INSERT INTO "summary_cell" VALUES(19,5,'kind','book',1,0);
INSERT INTO "summary_cell" VALUES(20,5,'content','other',1,0);
INSERT INTO "summary_cell" VALUES(21,5,'language','other',1,0);
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
INSERT INTO "summary_entry" VALUES(4,1,2026,4,'arrival','2026-10-20',5,'replacement','',NULL,NULL,1,1,0,200000,NULL,'','2026-10-20T05:24:00.000000Z',3);
INSERT INTO "summary_entry" VALUES(5,2,2026,1,'disposal','2026-10-20',NULL,NULL,'','1','2026-10-20',1,1,0,0,NULL,'','2026-10-20T05:24:00.000000Z',3);
CREATE TABLE textbook_order (
    id INTEGER NOT NULL PRIMARY KEY,
    year TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'agreed', 'approved', 'handed')),
    made_on DATE NOT NULL,
    agreed_on DATE,
    agreed_by TEXT NOT NULL,
    approved_on DATE,
    approved_by TEXT NOT NULL,
    handed_on DATE,
    handed_to TEXT NOT NULL
);
INSERT INTO "textbook_order" VALUES(1,'2027-2028','agreed','2026-10-20','2026-10-20','Орынбасар',NULL,'',NULL,'');
CREATE TABLE textbook_order_batch (
    batch_id INTEGER NOT NULL PRIMARY KEY REFERENCES accession_batch (id),
    order_id INTEGER NOT NULL REFERENCES textbook_order (id)
);
CREATE TABLE textbook_order_line (
    id INTEGER NOT NULL PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES textbook_order (id),
    position INTEGER NOT NULL,
    title_id INTEGER REFERENCES title (id),
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published INTEGER,
    grade INTEGER NOT NULL,
    subject TEXT NOT NULL,
    language TEXT NOT NULL,
    track TEXT NOT NULL,
    copies INTEGER NOT NULL CHECK (copies > 0),
    price_tiyn INTEGER
);
INSERT INTO "textbook_order_line" VALUES(1,1,1,3,'Алгебра 8','Әуезов М.','',NULL,8,'Алгебра','kk','',2,NULL);
INSERT INTO "textbook_order_line" VALUES(2,1,2,3,'Алгебра 8','Әуезов М.','',NULL,9,'Алгебра','kk','',16,NULL);
CREATE TABLE textbook_plan_edition (
    id INTEGER NOT NULL PRIMARY KEY,
    line_id INTEGER NOT NULL REFERENCES textbook_plan_line (id),
    title_id INTEGER NOT NULL REFERENCES title (id),
    part INTEGER NOT NULL
);
INSERT INTO "textbook_plan_edition" VALUES(1,1,3,0);
INSERT INTO "textbook_plan_edition" VALUES(2,2,3,0);
CREATE TABLE textbook_plan_line (
    id INTEGER NOT NULL PRIMARY KEY,
    year TEXT NOT NULL,
    grade INTEGER NOT NULL,
    subject TEXT NOT NULL,
    language TEXT NOT NULL,
    track TEXT,
    variant TEXT CHECK (variant IN ('boys', 'girls')),
    for_whom TEXT NOT NULL CHECK (for_whom IN ('class', 'subgroup', 'choice')),
    parts INTEGER NOT NULL,
    by_quantity INTEGER NOT NULL,
    position INTEGER NOT NULL
);
INSERT INTO "textbook_plan_line" VALUES(1,'2026-2027',8,'Алгебра','kk',NULL,NULL,'class',1,0,0);
INSERT INTO "textbook_plan_line" VALUES(2,'2026-2027',9,'Алгебра','kk',NULL,NULL,'class',1,0,0);
CREATE TABLE textbook_plan_member (
    line_id INTEGER NOT NULL REFERENCES textbook_plan_line (id),
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    PRIMARY KEY (line_id, reader_id)
);
CREATE TABLE textbook_quantity (
    line_id INTEGER NOT NULL REFERENCES textbook_plan_line (id),
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    given_on DATE NOT NULL,
    PRIMARY KEY (line_id, reader_id)
);
INSERT INTO "textbook_quantity" VALUES(1,1,1,'2026-10-14');
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
CREATE INDEX textbook_plan_line_listed ON textbook_plan_line (year, grade, language);
CREATE UNIQUE INDEX textbook_plan_edition_once ON textbook_plan_edition (line_id, title_id);
CREATE INDEX textbook_plan_edition_title_id ON textbook_plan_edition (title_id);
CREATE INDEX textbook_plan_member_reader_id ON textbook_plan_member (reader_id);
CREATE INDEX textbook_quantity_reader_id ON textbook_quantity (reader_id);
CREATE UNIQUE INDEX collection_one_of_class ON collection (school_class_id)
    WHERE state <> 'closed';
CREATE INDEX collection_school_class_id ON collection (school_class_id);
CREATE INDEX collection_line_collection_id ON collection_line (collection_id);
CREATE UNIQUE INDEX collection_line_once ON collection_line (loan_id, collection_id);
CREATE INDEX collection_line_copy_id ON collection_line (copy_id);
CREATE INDEX collection_line_reader_id ON collection_line (reader_id);
CREATE UNIQUE INDEX collection_scan_scan_id ON collection_scan (scan_id);
CREATE INDEX collection_scan_line_id ON collection_scan (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX collection_scan_copy_id ON collection_scan (copy_id);
CREATE INDEX collection_scan_collection_id ON collection_scan (collection_id, id);
CREATE UNIQUE INDEX collection_keep_once ON collection_keep (school_class_id, subject);
CREATE INDEX textbook_order_line_order_id ON textbook_order_line (order_id);
CREATE INDEX textbook_order_line_title_id ON textbook_order_line (title_id);
CREATE INDEX textbook_order_batch_order_id ON textbook_order_batch (order_id);
CREATE UNIQUE INDEX raid_once_a_day ON raid (school_class_id, held_on);
CREATE INDEX raid_mark_reader_id ON raid_mark (reader_id);
CREATE UNIQUE INDEX roll_over_one_draft ON roll_over (state) WHERE state = 'draft';
CREATE INDEX roll_over_listed_roll_over_id ON roll_over_listed (roll_over_id);
CREATE INDEX roll_over_fault_roll_over_id ON roll_over_fault (roll_over_id);
CREATE INDEX roll_over_move_roll_over_id ON roll_over_move (roll_over_id);
CREATE INDEX roll_over_move_reader_id ON roll_over_move (reader_id);
CREATE INDEX lesson_open ON lesson (station_id) WHERE closed_at IS NULL;
CREATE INDEX lesson_reader_id ON lesson (reader_id);
CREATE UNIQUE INDEX replacement_number ON replacement (year, number);
CREATE UNIQUE INDEX replacement_loan_case_id ON replacement (loan_case_id);
CREATE INDEX replacement_copy_id ON replacement (copy_id);
CREATE UNIQUE INDEX clearance_slip_code ON clearance_slip (code);
CREATE UNIQUE INDEX clearance_slip_number ON clearance_slip (year, number);
CREATE INDEX clearance_slip_reader_id ON clearance_slip (reader_id);
COMMIT;
