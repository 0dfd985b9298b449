// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "SessionScript.h"

using namespace sidetone;
using test::ScramServer;
using test::SessionScript;
using xmpp::SessionState;

namespace {

core::ErrorCode codeOf(const SessionScript& script) {
    return script.session->error()->code;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

class SignInTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signsInByStartTls() {
        SessionScript script;
        script.session->start();
        script.clock.settle();
        QCOMPARE(script.connections.requests().size(), std::size_t(1));
        QCOMPARE(script.connections.requests()[0].server.host, std::string("imp1.example.net"));
        QVERIFY(!script.connections.requests()[0].directTls);
        QVERIFY(has(script.client(), "to='example.net'"));
        script.features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        QCOMPARE(script.client(), "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        script.server("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        script.clock.settle();
        // The name that the certificate must carry is the account's domain, not the host's.
        QCOMPARE(script.link().demandedPeer()->hosts, std::vector<std::string>{"example.net"});
        QCOMPARE(script.link().demandedPeer()->service, std::string("xmpp-client"));
        QCOMPARE(script.session->state(), SessionState::Authenticating);
        script.authenticate();
        script.client();
        script.features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
        QCOMPARE(script.client(),
                 "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                 "<resource>desk</resource></bind></iq>");
        script.server(
            "<iq type='result' id='bind'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<jid>romeo@example.net/desk</jid></bind></iq>");
        QCOMPARE(script.session->state(), SessionState::Online);
        QCOMPARE(script.session->jid().text(), std::string("romeo@example.net/desk"));
        QCOMPARE(script.session->mechanism(), std::string("SCRAM-SHA-256"));
        QCOMPARE(script.states, (std::vector{SessionState::Connecting, SessionState::Authenticating,
                                             SessionState::Online}));
    }
    void signsInByDirectTls() {
        SessionScript script(xmpp::TlsStart::Direct);
        script.session->start();
        script.clock.settle();
        const auto& request = script.connections.requests()[0];
        QVERIFY(request.directTls);
        QCOMPARE(request.peer.hosts, std::vector<std::string>{"example.net"});
        QCOMPARE(request.alpn, std::vector<std::string>{"xmpp-client"});
        script.authenticate();
        QVERIFY(has(script.client(), "<stream:stream"));
    }
    void refusesAServerWithoutEncryption() {
        SessionScript script;
        script.session->start();
        script.clock.settle();
        script.features(
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            "<mechanism>PLAIN</mechanism></mechanisms>");
        QVERIFY(!has(script.client(), "<auth"));
        QCOMPARE(script.session->state(), SessionState::Failed);
        QCOMPARE(codeOf(script), core::ErrorCode::Untrusted);
        QVERIFY(script.link().isClosed());
        script.clock.advance(std::chrono::hours(1));
        QCOMPARE(script.connections.requests().size(), std::size_t(1));
    }
    void refusesAnUntrustedCertificate() {
        SessionScript script;
        script.session->start();
        script.clock.settle();
        script.link().setTlsFailure(
            core::fail(core::ErrorCode::Untrusted, "Connecting", "expired"));
        script.secure();
        QCOMPARE(script.session->state(), SessionState::Failed);
        QCOMPARE(codeOf(script), core::ErrorCode::Untrusted);
        QVERIFY(!has(script.client(), "<auth"));
    }
    void dropsWhatWasInjectedBeforeTls() {
        SessionScript script;
        script.session->start();
        script.clock.settle();
        script.features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        script.client();
        script.server(
            "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
            "<message from='romeo@example.net'><body>evil</body></message>"
            "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            "<mechanism>PLAIN</mechanism></mechanisms></stream:features>");
        script.clock.settle();
        const auto written = script.client();
        QVERIFY(has(written, "<stream:stream"));
        QVERIFY(!has(written, "<auth"));
        script.authenticate();
        script.client();
        script.features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
        QVERIFY(script.messages.empty());
    }
    void refusesTheWrongPasswordOnce() {
        SessionScript script;
        script.scram = ScramServer(ScramServer::Hash::Sha256, "another");
        script.session->start();
        script.secure();
        script.authenticate();
        QCOMPARE(script.session->state(), SessionState::Failed);
        QCOMPARE(codeOf(script), core::ErrorCode::Unauthorised);
        QVERIFY(has(script.session->error()->sentence(), "password"));
        QVERIFY(!has(script.session->error()->sentence(), "pencil"));
        script.clock.advance(std::chrono::hours(1));
        QCOMPARE(script.connections.requests().size(), std::size_t(1));
    }
    void refusesAServerThatDoesNotKnowThePassword() {
        SessionScript script;
        script.scram.foreignSignature = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
        script.session->start();
        script.secure();
        script.authenticate();
        QCOMPARE(script.session->state(), SessionState::Failed);
        QCOMPARE(codeOf(script), core::ErrorCode::Untrusted);
        QVERIFY(!has(script.client(), "<stream:stream"));
    }
    void abortsOnANonceThatIsNotOurs() {
        SessionScript script;
        script.scram.foreignNonce = "rOprNGfwEbeRWgbNEkqO";
        script.session->start();
        script.secure();
        script.authenticate();
        QCOMPARE(codeOf(script), core::ErrorCode::Untrusted);
    }
    void abortsOnTooFewRounds() {
        SessionScript script;
        script.scram = ScramServer(ScramServer::Hash::Sha256, "pencil", "QSXCR+Q6sek8bf92", 1);
        script.session->start();
        script.secure();
        script.authenticate();
        QVERIFY(has(script.transcript, "<abort"));
        QCOMPARE(codeOf(script), core::ErrorCode::Untrusted);
    }
    void neverSendsThePasswordToAServerThatHadScram() {
        SessionScript script;
        script.signIn();
        script.link().breakDown();
        script.clock.settle();
        script.secure();
        script.client();
        script.features(
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            "<mechanism>PLAIN</mechanism></mechanisms>");
        QVERIFY(!has(script.client(), "<auth"));
        QCOMPARE(codeOf(script), core::ErrorCode::Untrusted);
    }
    void saysWhatASilentServerDid() {
        SessionScript script;
        script.session->start();
        script.clock.settle();
        script.clock.advance(std::chrono::seconds(20));  // imp1 silent, on to imp2
        script.clock.advance(std::chrono::seconds(20));
        QCOMPARE(script.session->state(), SessionState::Waiting);
        QCOMPARE(codeOf(script), core::ErrorCode::Timeout);
        QCOMPARE(script.connections.requests()[1].server.host, std::string("imp2.example.net"));
    }
    void endsOnBrokenXml() {
        SessionScript script;
        script.session->start();
        script.clock.settle();
        script.server("<!DOCTYPE a [<!ENTITY b 'c'>]><stream:stream>");
        QVERIFY(has(script.connections.made().front()->written(), "restricted-xml"));
        QVERIFY(script.connections.made().front()->isClosed());
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "SignInTest.moc"
