// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <map>

#include "Rows.h"
#include "TrustPorts.h"

ROWS("AUTH-05", "ENC-02");

using namespace sidetone;
using namespace sidetone::test;

/// Every kind of certificate at every protocol, each against its real server.
class MatrixTest : public QObject {
    Q_OBJECT
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::map<QByteArray, QByteArray> given_;  ///< which kind a server has now

    [[nodiscard]] std::string host(const char* label) const {
        return std::string(label) + "." + office_.domain();
    }

    core::Status https(TrustPorts& ports) const {
        net::HttpRequest request;
        request.url = "https://" + host("cucm1") + ":8443/cucm-uds/version";
        auto answer = ports.wait(ports.http.send(std::move(request)));
        if (!answer) return answer.error();
        return {};
    }
    core::Status direct(TrustPorts& ports, const std::string& server, std::uint16_t port,
                        net::PeerIdentity peer) const {
        net::ConnectRequest request;
        request.server = {server, port};
        request.directTls = true;
        request.peer = std::move(peer);
        auto connected = ports.wait(ports.connections.connect(std::move(request)));
        if (!connected) return connected.error();
        return {};
    }
    /// As a chat client does it: plain, asked for, then TLS for the domain.
    core::Status startTls(TrustPorts& ports) const {
        net::ConnectRequest request;
        request.server = {host("imp1"), 5222};
        auto connected = ports.wait(ports.connections.connect(std::move(request)));
        if (!connected) return connected.error();
        auto& connection = **connected;
        std::string arrived;
        connection.setHandlers({[&](std::string_view bytes) { arrived += bytes; }, {}});
        connection.write("<?xml version='1.0'?><stream:stream to='" + office_.domain() +
                         "' version='1.0' xmlns='jabber:client' "
                         "xmlns:stream='http://etherx.jabber.org/streams'>");
        (void)QTest::qWaitFor([&] { return arrived.find("</stream:features>") != arrived.npos; });
        connection.write("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        (void)QTest::qWaitFor([&] { return arrived.find("<proceed") != arrived.npos; });
        return ports.wait(connection.startTls({{office_.domain()}, "xmpp-client"}, {}));
    }
    core::Status reach(TrustPorts& ports, const QByteArray& protocol) const {
        if (protocol == "HTTPS") return https(ports);
        if (protocol == "XMPP STARTTLS") return startTls(ports);
        if (protocol == "XMPP direct") {
            return direct(ports, host("imp1"), 5223, {{office_.domain()}, "xmpp-client"});
        }
        if (protocol == "SIP") return direct(ports, host("cucm1"), 5061, {});
        return direct(ports, host("cucm1"), 3804, {});
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "enrolment"}), office_.failure().c_str());
    }
    void judges_data() {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QByteArray>("protocol");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("words");
        const std::vector<std::pair<const char*, const char*>> protocols{
            {"contracts", "HTTPS"},
            {"prosody", "XMPP STARTTLS"},
            {"prosody", "XMPP direct"},
            {"kamailio", "SIP"},
            {"capf", "CAPF"}};
        const std::vector<std::pair<const char*, const char*>> kinds{
            {"expired", "its certificate expired on "},
            {"wrong-name", "its certificate was issued for other.invalid, not for "},
            {"self-signed", "its certificate is self-signed"},
            {"other-ca", "issued by \"Unknown authority\", an authority that is unknown here"},
            {"revoked", "its certificate was revoked by its authority on "},
            {"rsa-1024",
             "too small to be safe (RSA 1024 bits; the key policy wants at least 2048)"},
            {"windows-ca", ""},
            {"ios-ca", ""},
            {"good", ""}};
        for (const auto& [kind, words] : kinds) {
            for (const auto& [server, protocol] : protocols) {
                const auto name = std::string(kind) + ", " + protocol;
                QTest::newRow(name.c_str()) << QByteArray(server) << QByteArray(protocol)
                                            << QByteArray(kind) << QByteArray(words);
            }
        }
    }
    void judges() {
        QFETCH(QByteArray, server);
        QFETCH(QByteArray, protocol);
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, words);
        if (given_[server] != kind) {
            const auto given = office_.run({"cert", server.toStdString(), kind.toStdString()});
            QVERIFY2(given.status == 0, given.error.c_str());
            given_[server] = kind;
        }
        TrustPorts ports(office_);
        const auto reached = reach(ports, protocol);
        if (words.isEmpty()) {
            QVERIFY2(reached.has_value(), reached ? "" : reached.error().sentence().c_str());
            QVERIFY(ports.trust->refused().empty());
            return;
        }
        QVERIFY(!reached.has_value());
        const auto said = reached.error().sentence();
        QVERIFY(reached.error().code == core::ErrorCode::Untrusted);
        QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
        QCOMPARE(ports.trust->refused().size(), std::size_t{1});
        // The person may accept it, but never one that its authority took back.
        const auto accepted = ports.trust->accept(ports.trust->refused().front());
        const bool isRevoked = kind == "revoked";
        QCOMPARE(accepted.has_value(), !isRevoked);
        QCOMPARE(reach(ports, protocol).has_value(), !isRevoked);
    }
};

QTEST_GUILESS_MAIN(MatrixTest)
#include "MatrixTest.moc"
