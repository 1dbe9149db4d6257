-- The tables of schema 1 on sqlite, as a desk of that version made them.
CREATE TABLE agent (
    id VARCHAR(64) NOT NULL,
    contact_id VARCHAR(64) NOT NULL,
    email TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    system_name TEXT NOT NULL,
    auth_token TEXT NOT NULL,
    gender VARCHAR(1) NOT NULL,
    role VARCHAR(1) NOT NULL,
    avatar_url TEXT NOT NULL,
    chat_slots INTEGER NOT NULL,
    shift_start INTEGER,
    shift_end INTEGER,
    PRIMARY KEY (id),
    UNIQUE (contact_id),
    UNIQUE (email)
);
CREATE TABLE api_key (
    id VARCHAR(64) NOT NULL,
    name TEXT NOT NULL,
    digest VARCHAR(64) NOT NULL,
    created BIGINT NOT NULL,
    revoked BIGINT,
    PRIMARY KEY (id),
    UNIQUE (digest)
);
CREATE TABLE article (
    id INTEGER NOT NULL,
    kb_id VARCHAR(64) NOT NULL,
    parent_id INTEGER NOT NULL,
    rtype VARCHAR(1) NOT NULL,
    rstatus VARCHAR(1) NOT NULL,
    access VARCHAR(1) NOT NULL,
    url_code TEXT NOT NULL,
    tree_path TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    keywords TEXT NOT NULL,
    description TEXT NOT NULL,
    content TEXT NOT NULL,
    content_text TEXT NOT NULL,
    views INTEGER NOT NULL,
    votes INTEGER NOT NULL,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_article_parent_id ON article (parent_id);
CREATE TABLE customer (
    id VARCHAR(64) NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    email TEXT,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    system_name TEXT NOT NULL,
    auth_token TEXT NOT NULL,
    role VARCHAR(1) NOT NULL,
    gender VARCHAR(1) NOT NULL,
    note TEXT,
    company_id VARCHAR(64),
    created BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id)
);
CREATE INDEX ix_customer_email ON customer (email);
CREATE TABLE customers_group (
    id VARCHAR(64) NOT NULL,
    name TEXT NOT NULL,
    color VARCHAR(16) NOT NULL,
    bg_color VARCHAR(16) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);
CREATE TABLE department (
    id VARCHAR(64) NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    preset VARCHAR(8) NOT NULL,
    deleted VARCHAR(1) NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE setting (
    name VARCHAR(64) NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE tag (
    id VARCHAR(64) NOT NULL,
    name TEXT NOT NULL,
    color VARCHAR(16) NOT NULL,
    bg_color VARCHAR(16) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);
CREATE TABLE agent_department (
    agent_id VARCHAR(64) NOT NULL,
    department_id VARCHAR(64) NOT NULL,
    preset VARCHAR(8) NOT NULL,
    online VARCHAR(8) NOT NULL,
    PRIMARY KEY (agent_id, department_id),
    FOREIGN KEY(agent_id) REFERENCES agent (id) ON DELETE CASCADE,
    FOREIGN KEY(department_id) REFERENCES department (id) ON DELETE CASCADE
);
CREATE INDEX ix_agent_department_department_id ON agent_department (department_id);
CREATE TABLE conversation (
    id VARCHAR(64) NOT NULL,
    code VARCHAR(16) NOT NULL,
    public_code VARCHAR(32) NOT NULL,
    owner_id VARCHAR(64),
    department_id VARCHAR(64),
    assigned_to VARCHAR(64),
    status VARCHAR(1) NOT NULL,
    channel VARCHAR(1) NOT NULL,
    subject TEXT NOT NULL,
    preview TEXT NOT NULL,
    owner_note TEXT,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (code),
    UNIQUE (public_code),
    FOREIGN KEY(owner_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(department_id) REFERENCES department (id) ON DELETE CASCADE,
    FOREIGN KEY(assigned_to) REFERENCES agent (id) ON DELETE CASCADE
);
CREATE INDEX conversation_by_change ON conversation (department_id, changed);
CREATE INDEX conversation_by_status ON conversation (department_id, status);
CREATE INDEX ix_conversation_assigned_to ON conversation (assigned_to);
CREATE INDEX ix_conversation_owner_id ON conversation (owner_id);
CREATE TABLE customer_email (
    email TEXT NOT NULL,
    customer_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (email),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);
CREATE INDEX ix_customer_email_customer_id ON customer_email (customer_id);
CREATE TABLE customer_field (
    id INTEGER NOT NULL,
    customer_id VARCHAR(64) NOT NULL,
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);
CREATE INDEX ix_customer_field_customer_id ON customer_field (customer_id);
CREATE TABLE customer_membership (
    customer_id VARCHAR(64) NOT NULL,
    group_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (customer_id, group_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(group_id) REFERENCES customers_group (id) ON DELETE CASCADE
);
CREATE INDEX ix_customer_membership_group_id ON customer_membership (group_id);
CREATE TABLE conversation_field (
    id INTEGER NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE CASCADE
);
CREATE INDEX ix_conversation_field_conversation_id ON conversation_field (conversation_id);
CREATE TABLE conversation_tag (
    conversation_id VARCHAR(64) NOT NULL,
    tag_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (conversation_id, tag_id),
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE CASCADE,
    FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
);
CREATE INDEX ix_conversation_tag_tag_id ON conversation_tag (tag_id);
CREATE TABLE message_group (
    id VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    position INTEGER NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    rtype VARCHAR(4) NOT NULL,
    rstatus VARCHAR(4) NOT NULL,
    created BIGINT NOT NULL,
    finished BIGINT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT message_group_order UNIQUE (conversation_id, position),
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE CASCADE
);
CREATE TABLE outgoing_mail (
    id INTEGER NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    message_id VARCHAR(64) NOT NULL,
    recipient TEXT NOT NULL,
    mail_id TEXT,
    created BIGINT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE CASCADE
);
CREATE INDEX ix_outgoing_mail_conversation_id ON outgoing_mail (conversation_id);
CREATE TABLE message (
    id VARCHAR(64) NOT NULL,
    group_id VARCHAR(64) NOT NULL,
    conversation_id VARCHAR(64) NOT NULL,
    position INTEGER NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    rtype VARCHAR(4) NOT NULL,
    created BIGINT NOT NULL,
    body TEXT NOT NULL,
    mail_id TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(group_id) REFERENCES message_group (id) ON DELETE CASCADE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE CASCADE
);
CREATE INDEX message_by_conversation ON message (conversation_id, group_id, position);
