BEGIN TRANSACTION;
CREATE TABLE card (
    id INTEGER NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    reader_id INTEGER NOT NULL REFERENCES reader (id),
    state TEXT NOT NULL CHECK (state IN ('active', 'lost', 'withdrawn'))
);
INSERT INTO "card" VALUES(1,'7000010016',1,'active');
INSERT INTO "card" VALUES(2,'7000010024',2,'active');
INSERT INTO "card" VALUES(3,'7000010032',3,'active');
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
INSERT INTO "operation" VALUES(1,'00000000-0000-0000-0000-000000000001','visit',1,NULL,NULL,1,1,X'FDAAE57B1626AEFA4C33940E613711EFB5068D764E3FA840A5796B59DA4C597B',X'B6C3B593E73EF83139F82D0B6E3CE532',X'1616CCA235F11CA7CD937B16E559B92568E34152882F787C225CF6A7D372A6FA','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(2,'00000000-0000-0000-0000-000000000002','visit',1,NULL,NULL,2,2,X'8AB3A9FDD8A61DAC1C95100DB8E997AE5D42F0BEC1BF914B4B6EC8AE8B5CFA7F',X'8F734FF698AF63AD68B7F85EFD993C5A',X'8F237E50D5855682075B7EA3E42D8C6FEC9D82A814BDA17B2FBA72D672442165','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(3,'00000000-0000-0000-0000-000000000003','check-out',1,NULL,2,2,2,X'C83A6BBA72FD6F5A895C119BC77D550D0366F8E85F338E39924B57ADAD2A1ABA',X'99C3E9F85CEF814071756A1DF2EE4C2E',X'87149C099C9833E07D30DF0C3E429298AE2226B52A7695D4C9B7D851F223D523','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":2}}',NULL);
INSERT INTO "operation" VALUES(4,'00000000-0000-0000-0000-000000000004','undo',1,NULL,2,2,2,X'9E92575C31263003DE7F7EF878A8CE7BFA4369CBDC1702BBF72B99DECD940416',X'1F9B72DA81E3F2BA2C8BAA8FCE6D84B1',X'28B17F7DFBE77C2D1F801FDC616C4047C01EDCDB6C29F5EF2F788F645CCCCBB4','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z','00000000-0000-0000-0000-000000000003','{"answer":{"answer":"undone","undoes":"00000000-0000-0000-0000-000000000003","kind":"check-out","lent":0,"limit":5}}',NULL);
INSERT INTO "operation" VALUES(5,'00000000-0000-0000-0000-000000000005','check-out',1,NULL,1,1,1,X'5E22B6C3312AEF9CBC56A6DDD640F39D6950AF6B3A4D1C566FC5062B2D3155DE',X'3B1761339321990B33940EFFEFAE2276',X'DD39931076CEBB504E42D7A8023AD18A5D0E32FB0A399AD546411188C43F77E2','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":3}}',NULL);
INSERT INTO "operation" VALUES(6,'00000000-0000-0000-0000-000000000006','check-out',1,NULL,3,1,1,X'756C6AC0F32B8497F1B3FDC3DECE127CEC7059C9971EFB024168177A1FDF3418',X'1264BEB5AD1E8F14B31B324FAB9A4E88',X'8FBDBD77C7867221B8E8476ABF25A09EB58B9EEB2EED5760FFB62223E408B394','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2027-05-25","lent":1,"limit":null},"before":{"state":"on-shelf","loan":4}}',NULL);
INSERT INTO "operation" VALUES(7,'00000000-0000-0000-0000-000000000007','check-out',1,NULL,4,1,1,X'E90407223B48E19128AC948278CFA57FBAE95070323F5DC1CADFD5801BB9197C',X'A0283A2DD9772A4E319B66CB01BC7523',X'0B146633DF4CB034A92EEE5BD653EEFCB5762F0CF49536D51DB32AF4F8E0CD83','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":2,"limit":5},"before":{"state":"on-shelf","loan":5}}',NULL);
INSERT INTO "operation" VALUES(8,'00000000-0000-0000-0000-000000000009','request',1,NULL,1,2,2,X'FFDA81910F1638AA6736516578A23FA34DE502FB49B344EDBA3541644FE9FDCA',X'D89CF8F7A72C2DD421DEDAE67D98B949',X'E93A836100AD9794DF1A2564DF0E91C346C680D3D5613D39016D340E8E837858','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"request-placed","place":1},"before":{"placed":1}}',NULL);
INSERT INTO "operation" VALUES(9,'00000000-0000-0000-0000-00000000000b','check-out',1,NULL,2,2,2,X'7750E08A5E3F19FEAFFE9821572A4319280B46560B397CEC46AE654D4C2DF87A',X'436015EA9103D0592CA826FB4B15CD45',X'5F653D57B6E6D9B3E1432D770F0859F0AC998FBF38141CE220F7781135A30CEB','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"lent","due_on":"2026-11-02","lent":1,"limit":5},"before":{"state":"on-shelf","loan":6}}',NULL);
INSERT INTO "operation" VALUES(10,'00000000-0000-0000-0000-00000000000c','check-in',1,NULL,2,2,2,X'9D6224DC1E4EA9103C46D74B42F7C773E4574A9967FA47CB7787FB386F80AB2A',X'A3FAC347F394B96A833654DFCDE8C110',X'7205CF06FCBD08CFAB974EBCD8E45D0BB2DA09F17B23CE55EA5C1FB40533B380','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"returned","destination":"trolley","provisional":true,"own":true,"lent":0,"limit":5},"before":{"state":"on-loan","loan":6}}',NULL);
INSERT INTO "operation" VALUES(11,'00000000-0000-0000-0000-00000000000d','lose',1,NULL,4,1,NULL,X'226997AED7F8ECA6469BCCDCAD7246D0EE1F15CA74823D81E1CC0CA36288BCE7',X'B184520837438EEB7755872A6C26B2C2',X'E7729CBB3AA8E9342F5B900546953F22893B9CEE96F577B804417831D5202A38','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"state":"on-loan","loan":5,"case":1}}',NULL);
INSERT INTO "operation" VALUES(12,'00000000-0000-0000-0000-00000000000e','call',1,NULL,NULL,NULL,NULL,NULL,X'6563F16C2BB23CACAA13D6C04CDC0285',X'B98AB108E1F8AA0C93D4244498BAD12F55AD3324EA5882B646F4E586DDE6C1D9','2026-10-14T05:24:00.000000Z','2026-10-14T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"}}',NULL);
INSERT INTO "operation" VALUES(13,'00000000-0000-0000-0000-00000000000f','check',1,NULL,2,2,NULL,X'1A3DC2DCF3DE31C0DE408E1506892FA68B09E6A1C0D979B084AF4E94AB201A3F',X'8B9D039642609A36CE81D5225D05FB43',X'6EA952AC7C94DBCA66062C9926F7FCB46BA25FDECF122953EF647113E05EE0BF','2026-10-20T05:24:00.000000Z','2026-10-20T05:24:00.000000Z',NULL,'{"answer":{"answer":"noted"},"before":{"state":"to-check","seen":6,"case":2}}',NULL);
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
);
INSERT INTO "reader" VALUES(1,'Серік','Әлия',NULL,'student','kk','active',NULL,NULL,NULL,'$argon2id$v=19$m=19456,t=2,p=1$A8QI79L5OSady8AB0p15xw$sOzC2zpI5YdUXjjDy9KSa9FLJZrM7RWzYKBKEoUcX84',0,NULL,X'372736452D02212F2B4901D181D095D0A0D086D09A20D399D09BD098D0AF','серік әлия');
INSERT INTO "reader" VALUES(2,'Ким','Иван',NULL,'student',NULL,'active',NULL,NULL,NULL,NULL,0,NULL,X'2D2B30022B23203101D0BAD098D09C20D0B8D092D090D09D','ким иван');
INSERT INTO "reader" VALUES(3,'Омарова','Гүлнар',NULL,'teacher',NULL,'active',NULL,NULL,NULL,NULL,0,NULL,X'3330203633232002243B2F31203601D0BED09CD090D0A0D09ED092D09020D0B3D2AED09BD09DD090D0A0','омарова гүлнар');
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
CREATE TABLE "schema_migration" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL, "applied" DATETIME NOT NULL);
INSERT INTO "schema_migration" VALUES(1,'0001_school_and_people','2026-11-22 22:31:23.272875');
INSERT INTO "schema_migration" VALUES(2,'0002_catalogue','2026-11-22 22:31:23.274427');
INSERT INTO "schema_migration" VALUES(3,'0003_stations','2026-11-22 22:31:23.275588');
INSERT INTO "schema_migration" VALUES(4,'0004_circulation','2026-11-22 22:31:23.277447');
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
    role TEXT NOT NULL CHECK (role IN ('head', 'librarian', 'teacher', 'director')),
    reader_id INTEGER REFERENCES reader (id),
    active INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until TEXT
);
INSERT INTO "staff" VALUES(1,'head','Бас кітапханашы','$argon2id$v=19$m=19456,t=2,p=1$G9f2O8h4g1PmAa6hGnW14w$vRPjHr6VGpn0d1ms8VvKEtw9y/Lurbs/wc9wQVjaGu8','head',NULL,1,0,NULL);
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
CREATE TABLE visit (
    id INTEGER NOT NULL PRIMARY KEY,
    reader_id INTEGER REFERENCES reader (id),
    day DATE NOT NULL,
    category TEXT NOT NULL,
    station_id INTEGER REFERENCES station (id),
    came_at TEXT NOT NULL
);
INSERT INTO "visit" VALUES(1,1,'2026-10-14','student',1,'2026-10-14T05:24:00.000000Z');
INSERT INTO "visit" VALUES(2,2,'2026-10-14','student',1,'2026-10-14T05:24:00.000000Z');
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
CREATE INDEX title_sort_key ON title (sort_key);
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
COMMIT;
