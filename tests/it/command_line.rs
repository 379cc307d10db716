//! The commands as whoever operates the program types them: the real process, a data folder of its own.

use crate::support::database::{TestDatabase, open, postgres_server};
use serde_json::Value;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A machine on which nothing was set up yet.
struct Machine {
    folder: PathBuf,
}

impl Machine {
    fn new() -> Self {
        let name = format!("paylink_cli_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self { folder }
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    fn runs_with(&self, settings: &[(&str, &str)], words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_paylink"))
            .args(words)
            .env_clear()
            .env("PAYLINK_DATA_DIR", self.data())
            .env("PAYLINK_LOG", "warn")
            .envs(settings.iter().copied())
            .output()
            .expect("the program starts")
    }

    /// Its exit code, with something to read.
    fn pipes(&self, settings: &[(&str, &str)], words: &[&str], input: &str) -> Option<i32> {
        let mut running = Command::new(env!("CARGO_BIN_EXE_paylink"))
            .args(words)
            .env_clear()
            .env("PAYLINK_DATA_DIR", self.data())
            .envs(settings.iter().copied())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let _ = running.stdin.take().expect("a pipe").write_all(input.as_bytes());
        running.wait().expect("it ends").code()
    }

    fn runs(&self, words: &[&str]) -> Output {
        self.runs_with(&[], words)
    }

    fn prints(&self, words: &[&str]) -> String {
        let output = self.runs(words);
        assert!(output.status.success(), "{words:?}: {}", complaint(&output));
        String::from_utf8(output.stdout).expect("text")
    }

    fn prints_json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.prints(words)).expect("JSON")
    }

    fn sets_up(&self, name: &str, password: &str) -> Value {
        let file = self.file("password", password);
        let email = "chefin@example.org";
        self.prints_json(&["setup", "--merchant", name, "--email", email, "--password-file", &file, "--json"])
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn rights(path: &Path) -> u32 {
    std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

const PASSWORD: &str = "rohr zange nordsee";

#[test]
fn lists_of_keys_and_accounts_hold_one_mode() {
    let machine = Machine::new();
    machine.sets_up("Klempnerei Nord", PASSWORD);
    machine.prints(&["key", "make", "--name", "shop", "--live"]);
    let names = |words: &[&str]| -> Vec<(String, bool)> {
        let list = machine.prints_json(words);
        let keys = list.as_array().expect("a list").iter();
        keys.map(|key| (key["name"].as_str().expect("a name").to_owned(), key["live"] == true)).collect()
    };
    assert_eq!(names(&["key", "list", "--json"]), [("setup".to_owned(), false)]);
    assert_eq!(names(&["key", "list", "--live", "--json"]), [("shop".to_owned(), true)]);
    assert_eq!(names(&["provider", "list", "--json"]), [("Sandbox".to_owned(), false)]);
    assert_eq!(names(&["provider", "list", "--live", "--json"]), []);
    let (test, live) = (machine.prints(&["key", "list"]), machine.prints(&["key", "list", "--live"]));
    assert!(test.contains("pl_test_") && !test.contains("pl_live_"), "{test}");
    assert!(live.contains("pl_live_") && !live.contains("pl_test_"), "{live}");
}

#[tokio::test]
async fn files_with_secrets_are_for_their_owner_only() {
    let machine = Machine::new();
    machine.sets_up("Klempnerei Nord", PASSWORD);
    assert_eq!(rights(&machine.data()), 0o700);
    assert_eq!(rights(&machine.data().join("paylink.db")), 0o600);
    assert_eq!(rights(&machine.data().join("secret.key")), 0o600);
    let database = TestDatabase::fresh_sqlite();
    let store = open(&database.url).await;
    store.migrate().await.expect("migrations");
    for file in ["paylink.db", "paylink.db-wal", "paylink.db-shm"] {
        assert_eq!(rights(&database.folder.join(file)), 0o600, "{file}");
    }
    store.close().await;
    database.remove().await;
}

#[test]
fn setup_keeps_the_password_of_a_known_address_and_says_so() {
    let machine = Machine::new();
    assert_eq!(machine.sets_up("Klempnerei Nord", PASSWORD)["password_kept"], false);
    assert_eq!(machine.sets_up("Dachdeckerei Süd", PASSWORD)["password_kept"], false);
    let file = machine.file("other", "zange rohr ostsee");
    let words = ["setup", "--merchant", "Malerei West", "--email", "chefin@example.org", "--password-file", &file];
    let output = machine.runs(&[&words[..], &["--json"]].concat());
    assert!(output.status.success());
    assert!(complaint(&output).contains("earlier password"), "{}", complaint(&output));
    let printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(printed["password_kept"], true);
    let without = machine.prints_json(&["setup", "--merchant", "Vier", "--email", "CHEFIN@example.org", "--json"]);
    assert_eq!(without["password_kept"], false, "none was given");
}

#[test]
fn a_password_that_would_be_tried_first_is_refused_with_all_that_is_wrong() {
    let machine = Machine::new();
    let setup = |password: &str| {
        let file = machine.file("password", password);
        machine.runs(&[
            "setup",
            "--merchant",
            "Klempnerei Nord",
            "--email",
            "chefin@example.org",
            "--password-file",
            &file,
        ])
    };
    for (password, remedies) in [
        ("hallo", &["at least 15 characters", "one of the first"][..]),
        ("klempnerei26", &["at least 15 characters", "names or addresses of yours"]),
        ("changemechangeme", &["one of the first"]),
        ("klempnereinordklempnereinord", &["names or addresses of yours"]),
    ] {
        let refused = setup(password);
        assert!(!refused.status.success(), "{password}");
        let complaint = complaint(&refused);
        assert!(remedies.iter().all(|remedy| complaint.contains(remedy)), "{password}: {complaint}");
        assert_eq!(complaint.matches("password: ").count(), remedies.len(), "{complaint}");
    }
    assert!(setup(PASSWORD).status.success());
    let file = machine.file("password", "Chefin Klempnerei Nord");
    let refused = machine.runs(&["password", "--email", "chefin@example.org", "--password-file", &file]);
    assert!(complaint(&refused).contains("names or addresses of yours"), "{}", complaint(&refused));
}

#[test]
fn the_same_merchant_is_not_set_up_twice_unawares() {
    let machine = Machine::new();
    let first = machine.sets_up("Klempnerei Nord", PASSWORD)["merchant_id"].as_str().expect("an id").to_owned();
    let file = machine.file("password", PASSWORD);
    let words = |name| ["setup", "--merchant", name, "--email", "chefin@example.org", "--password-file", &file];
    for name in ["Klempnerei Nord", " klempnerei NORD "] {
        let again = machine.runs(&words(name));
        let told = complaint(&again);
        assert!(!again.status.success() && again.stdout.is_empty(), "{told}");
        assert!(told.contains(&first) && told.contains("--another") && told.contains("paylink serve"), "{told}");
    }
    assert!(machine.prints(&["key", "list"]).contains("setup"), "there is one merchant, so nobody has to say which");
    let printed = machine.prints(&[&words("Klempnerei Nord")[..], &["--another"]].concat());
    assert!(printed.contains("mer_") && printed.contains("Next: paylink serve"), "{printed}");
    assert!(!machine.runs(&["key", "list"]).status.success(), "now there are two");
}

#[test]
fn what_people_read_of_keys_and_accounts_needs_no_dictionary() {
    let machine = Machine::new();
    machine.sets_up("Klempnerei Nord", PASSWORD);
    for _ in 0..2 {
        let made = machine.runs(&["key", "make", "--name", "shop"]);
        let key = String::from_utf8(made.stdout.clone()).expect("text");
        assert!(key.starts_with("pl_test_") && key.lines().count() == 1, "a script reads the key alone: {key}");
        assert!(complaint(&made).contains("shown only now"), "{}", complaint(&made));
    }
    let third = machine.runs(&["key", "make", "--name", "shop"]);
    let told = complaint(&third);
    assert!(!third.status.success() && told.contains("Revoke one first") && !told.contains("two_keys"), "{told}");
    assert!(machine.prints(&["carrier", "list"]).contains("none in test mode"));
    assert!(machine.prints(&["carrier", "list", "--json"]).is_empty());
    let check = machine.prints(&["check"]);
    assert!(check.contains("it answers while paylink serves") && !check.contains("error sending request"), "{check}");
}

#[test]
fn wrong_words_are_answered_with_the_right_ones() {
    let machine = Machine::new();
    let new = machine.runs(&["setup", "--merchant", "Klempnerei Nord", "--email", "neu@example.org"]);
    assert!(!new.status.success() && complaint(&new).contains("--password-file"), "{}", complaint(&new));
    let file = machine.file("password", PASSWORD);
    let owner = ["setup", "--merchant", "M", "--email", "neu@example.org", "--password-file", &file];
    let phone = machine.runs(&[&owner[..], &["--support-phone", "ruf an"]].concat());
    assert!(!phone.status.success() && complaint(&phone).contains("support_phone"), "{}", complaint(&phone));
    let names = ["Klempnerei Nord", "Dachdeckerei Süd"];
    let ids = names.map(|name| machine.sets_up(name, PASSWORD)["merchant_id"].as_str().expect("an id").to_owned());
    let several = machine.runs(&["key", "list"]);
    for expected in names.iter().map(|name| (*name).to_owned()).chain(ids) {
        assert!(complaint(&several).contains(&expected), "{}", complaint(&several));
    }
}

#[test]
fn an_unreachable_postgresql_is_told_at_once_with_its_cause() {
    let machine = Machine::new();
    let key = "11".repeat(32);
    let settings = [
        ("PAYLINK_DATABASE_URL", "postgres://paylink:geheim@127.0.0.1:1/paylink"),
        ("PAYLINK_SECRET_KEY", key.as_str()),
    ];
    let before = Instant::now();
    let output = machine.runs_with(&settings, &["migrate"]);
    let told = complaint(&output);
    assert!(!output.status.success() && before.elapsed() < Duration::from_secs(6), "{:?}", before.elapsed());
    assert!(told.contains("PAYLINK_DATABASE_URL (postgres://paylink@127.0.0.1:1/paylink)"), "{told}");
    assert!(told.contains("refused") && !told.contains("geheim"), "{told}");
    if let Some(server) = postgres_server() {
        let missing = format!("{server}/paylink_there_is_none");
        let settings = [("PAYLINK_DATABASE_URL", missing.as_str()), ("PAYLINK_SECRET_KEY", key.as_str())];
        let told = complaint(&machine.runs_with(&settings, &["migrate"]));
        assert!(told.contains("PAYLINK_DATABASE_URL") && told.contains("does not exist"), "{told}");
    }
}

#[test]
fn stripes_client_does_not_speak_over_us() {
    let machine = Machine::new();
    machine.sets_up("Klempnerei Nord", PASSWORD);
    let keys = machine.file("keys", r#"{"secret_key": "sk_test_abcdefghijklmnop"}"#);
    let add = ["provider", "add", "stripe", "--credentials-file", &keys, "--untried", "--json"];
    let account = machine.prints_json(&add);
    let id = account["id"].as_str().expect("an id");
    // Nothing listens there.
    let output = machine.runs_with(&[("PAYLINK_STRIPE_URL", "http://127.0.0.1:1")], &["provider", "test", id]);
    let told = complaint(&output);
    assert!(!output.status.success() && !told.contains("WARN") && told.contains("paylink:"), "{told}");
}

#[test]
fn a_provider_account_that_cannot_be_added_says_what_is_wrong_and_what_to_do() {
    let machine = Machine::new();
    machine.sets_up("Klempnerei Nord", PASSWORD);
    // Nothing listens there.
    let nowhere = [("PAYLINK_STRIPE_URL", "http://127.0.0.1:1")];
    let told = |words: &[&str]| {
        let output = machine.runs_with(&nowhere, words);
        assert!(!output.status.success(), "{words:?}");
        complaint(&output)
    };
    let adding = |provider: &str, file: &str| told(&["provider", "add", provider, "--credentials-file", file]);
    let missing = machine.folder.join("missing").display().to_string();
    for file in [missing.as_str(), &machine.file("mollie", "live_abc")] {
        let told = adding("mollie", file);
        assert!(told.contains("there is no provider mollie; known: sandbox, stripe"), "{told}");
        assert!(!told.contains(file), "the file is not to blame: {told}");
    }
    assert!(adding("stripe", &missing).contains(&missing));
    let told_of = |text: &str| adding("stripe", &machine.file("keys", text));
    let no_json = told_of("sk_test_hidden");
    assert!(no_json.contains("is not JSON") && no_json.contains("\"secret_key\": \"sk_test_…\""), "{no_json}");
    assert!(!no_json.contains("hidden"), "{no_json}");
    for (text, field, remedy) in [
        ("[]", "credentials:", "Give an object"),
        ("{}", "credentials.secret_key:", "Enter the secret or restricted key"),
        (r#"{"secret": "sk_test_1"}"#, "credentials.secret:", "Stripe accounts have the fields secret_key"),
        (r#"{"secret_key": "pk_test_1"}"#, "credentials.secret_key:", "Enter the secret or restricted key beside it"),
        (r#"{"secret_key": "sk_live_1"}"#, "credentials.secret_key:", "Test mode needs a key"),
        (r#"{"secret_key": "sk_test_1", "webhook_secret": "x"}"#, "credentials.webhook_secret:", "begins with whsec_"),
        (r#"{"secret_key": "sk_test_1", "methods": ["cash"]}"#, "credentials.methods:", "Give a list of: card"),
    ] {
        let told = told_of(text);
        assert!(told.contains(field) && told.contains(remedy), "{text}: {told}");
    }
    let none = told(&["provider", "add", "stripe"]);
    assert!(none.contains("credentials:") && none.contains("--credentials-file"), "{none}");
    let untried = told_of(r#"{"secret_key": "sk_test_1"}"#);
    assert!(untried.contains("Stripe could not be asked") && untried.contains("--untried"), "{untried}");
    let accounts = machine.prints_json(&["provider", "list", "--json"]);
    assert_eq!(accounts.as_array().map(Vec::len), Some(1), "nothing was stored: {accounts}");

    let keys = machine.file("keys", r#"{"secret_key": "sk_test_1"}"#);
    let add = ["provider", "add", "stripe", "--credentials-file", &keys, "--untried", "--json"];
    let account = machine.prints_json(&add);
    let id = account["id"].as_str().expect("an id");
    machine.prints(&["provider", "disable", id]);
    assert!(told(&["provider", "enable", id]).contains("The account stays disabled."));
    assert!(told(&["provider", "rotate", id, "--credentials-file", &keys]).contains("keeps the keys that it has"));
    machine.prints(&["provider", "enable", "--untried", id]);
}

#[tokio::test]
async fn a_mail_server_hands_mails_over_through_a_pipe() {
    let machine = Machine::new();
    let merchant = machine.sets_up("Klempnerei Nord", PASSWORD);
    let merchant = merchant["merchant_id"].as_str().or(merchant["merchant"].as_str()).expect("an id").to_owned();
    let keys = machine.file("mail", r#"{"url": "smtp://127.0.0.1:9?tls=none", "bounces": "bounces@nord.example"}"#);
    let add = ["carrier", "add", "smtp", "--sender", "rechnung@nord.example", "--credentials-file", &keys, "--json"];
    let account = machine.prints_json(&add);
    let account = account["id"].as_str().expect("an id");
    let mail = "From erika@example.org Sat Nov 21\r\nFrom: Erika <erika@example.org>\r\nTo: rechnung@nord.example\r\n\
                Message-ID: <1@example.org>\r\nSubject: Re: Rechnung\r\n\r\nIst schon bezahlt.\r\n";
    let nowhere = [
        ("PAYLINK_DATABASE_URL", "postgres://nobody@127.0.0.1:9/none"),
        ("PAYLINK_SECRET_KEY", "1111111111111111111111111111111111111111111111111111111111111111"),
    ];
    for (settings, to, code) in [
        (&[][..], account, 0),
        (&[][..], account, 0),
        (&[][..], "ma_00000000000000000000000000000042", 67),
        (&[][..], "nobody", 67),
        (&nowhere[..], account, 75),
    ] {
        assert_eq!(machine.pipes(settings, &["mail", "receive", to], mail), Some(code), "{to}");
    }
    let store = open(&format!("sqlite:{}", machine.data().join("paylink.db").display())).await;
    let merchant: paylink::domain::ids::MerchantId = merchant.parse().expect("an id");
    let scope = paylink::domain::scope::Scope { merchant, live: false };
    let waiting = store.read().await.expect("a connection").db().count_unread_conversations(scope).await;
    assert_eq!(waiting.expect("a count"), 1, "once, though it was brought twice");
    // What mail servers, providers and gateways write to a return address; each of them a process of its own.
    let to = "bounces+00000000000000000000000000000042-000000000000@nord.example";
    let returned = include_str!("../../src/messaging/email/bounce/corpus/returned.txt").split("=== ");
    let hostile = format!("Content-Type: message/rfc822\n\n{}", "Content-Type: message/rfc822\n\n".repeat(350_000));
    for mail in returned.skip(1).step_by(8).chain([hostile.as_str()]) {
        let (_, mail) = mail.split_once('\n').expect("a mail");
        let words = ["mail", "receive", account, "--to", to];
        assert_eq!(machine.pipes(&[], &words, &mail.replace("{verp}", to)), Some(0), "{mail:.200}");
    }
    let waiting = store.read().await.expect("a connection").db().count_unread_conversations(scope).await;
    assert_eq!(waiting.expect("a count"), 1, "none of them is a person's");
}
