//! A mail server of a few lines, for stories about what is sent.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

/// A mail server that takes what it is given, except for recipients named "nobody", and files for one named "smallbox".
pub struct MailServer {
    pub address: SocketAddr,
    mails: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    pub async fn starts() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&mails);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&kept)));
            }
        });
        Self { address, mails }
    }

    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().unwrap().clone()
    }
}

async fn talk(stream: tokio::net::TcpStream, mails: Arc<Mutex<Vec<String>>>) {
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    let (mut line, mut mail, mut in_text) = (String::new(), String::new(), false);
    let _ = writer.write_all(b"220 test ESMTP\r\n").await;
    while reader.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let said = std::mem::take(&mut line);
        let answer = match said.to_ascii_uppercase() {
            _ if in_text && said == ".\r\n" && mail.contains("smallbox@") && mail.contains("application/pdf") => {
                (mail, in_text) = (String::new(), false);
                "552 5.3.4 Message too big"
            }
            _ if in_text && said == ".\r\n" => {
                mails.lock().unwrap().push(std::mem::take(&mut mail));
                in_text = false;
                "250 2.0.0 Ok: queued as 1"
            }
            _ if in_text => {
                mail.push_str(&said);
                continue;
            }
            said if said.starts_with("RCPT") && said.contains("NOBODY") => "550 5.1.1 no such user",
            said if said.starts_with("DATA") => {
                in_text = true;
                "354 go ahead"
            }
            _ => "250 Ok",
        };
        if writer.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
    let _ = reader.read_to_string(&mut line).await;
}
