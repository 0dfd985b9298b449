// SPDX-License-Identifier: GPL-3.0-or-later
#include <openssl/ocsp.h>
#include <openssl/ssl.h>

#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <fstream>

#include "CertificateCases.h"
#include "core/QtClock.h"
#include "net/ClientCertificates.h"
#include "net/TlsStream.h"
#include "net/TlsTrust.h"

using namespace sidetone;
using net::TlsStream;
using test::Identity;
using test::makeCertificate;

namespace {

/// The authority's answer on a certificate, signed by the authority itself.
std::string ocspAnswer(const Identity& authority, const Identity& leaf, int status) {
    OCSP_BASICRESP* basic = OCSP_BASICRESP_new();
    OCSP_CERTID* id = OCSP_cert_to_id(nullptr, leaf.certificate.get(), authority.certificate.get());
    ASN1_TIME* now = X509_gmtime_adj(nullptr, 0);
    OCSP_basic_add1_status(basic, id, status, OCSP_REVOKED_STATUS_KEYCOMPROMISE, now, now, nullptr);
    OCSP_basic_sign(basic, authority.certificate.get(), authority.key.get(), EVP_sha256(), nullptr,
                    0);
    OCSP_RESPONSE* response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
    unsigned char* bytes = nullptr;
    const int length = i2d_OCSP_RESPONSE(response, &bytes);
    std::string text(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    OCSP_RESPONSE_free(response);
    OCSP_BASICRESP_free(basic);
    OCSP_CERTID_free(id);
    ASN1_TIME_free(now);
    return text;
}

/// A server on memory buffers.
class MemoryServer {
public:
    std::string staple;
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    SSL* ssl = nullptr;

    explicit MemoryServer(const Identity& identity) {
        SSL_CTX_use_certificate(context, identity.certificate.get());
        SSL_CTX_use_PrivateKey(context, identity.key.get());
    }
    ~MemoryServer() {
        SSL_free(ssl);
        SSL_CTX_free(context);
    }
    MemoryServer(const MemoryServer&) = delete;
    MemoryServer& operator=(const MemoryServer&) = delete;

    /// Wants a certificate; it accepts anybody's, and names that authority where there is one.
    void askForCertificate(const Identity* authority) {
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
        if (authority != nullptr) SSL_CTX_add_client_CA(context, authority->certificate.get());
    }
    void begin() {
        SSL_CTX_set_tlsext_status_cb(
            context, +[](SSL* at, void* self) {
                const auto& text = static_cast<MemoryServer*>(self)->staple;
                if (text.empty()) return SSL_TLSEXT_ERR_NOACK;
                auto* copy = static_cast<unsigned char*>(OPENSSL_memdup(text.data(), text.size()));
                SSL_set_tlsext_status_ocsp_resp(at, copy, static_cast<long>(text.size()));
                return SSL_TLSEXT_ERR_OK;
            });
        SSL_CTX_set_tlsext_status_arg(context, this);
        ssl = SSL_new(context);
        SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_accept_state(ssl);
    }
    std::string exchange(const std::string& bytes) {
        BIO_write(SSL_get_rbio(ssl), bytes.data(), static_cast<int>(bytes.size()));
        SSL_do_handshake(ssl);
        std::string out(BIO_ctrl_pending(SSL_get_wbio(ssl)), '\0');
        BIO_read(SSL_get_wbio(ssl), out.data(), static_cast<int>(out.size()));
        return out;
    }
};

}  // namespace

class TlsStreamTest : public QObject {
    Q_OBJECT

    core::QtClock clock_;
    QTemporaryDir folder_;
    test::CertificateCases matrix_;
    std::shared_ptr<net::TlsTrust> trust_;
    std::shared_ptr<net::ClientCertificates> certificates_;

    [[nodiscard]] net::TlsJudge judge() const {
        net::TlsSettings settings;
        settings.caFile = folder_.filePath(QStringLiteral("ca.pem")).toStdString();
        settings.trustsSystemAuthorities = false;
        std::ofstream(settings.caFile) << matrix_.authority.pem();
        net::TlsJudge judge;
        judge.policy = net::TlsPolicy::create(settings, clock_, trust_, certificates_).value();
        judge.peer = {{"imp1.office.test"}, {}};
        judge.server = "imp1.office.test:5222";
        return judge;
    }
    static void shakeHands(TlsStream& stream, MemoryServer& server) {
        server.begin();
        stream.receive({});
        for (int round = 0; round < 10; ++round) {
            const auto out = stream.takeOutgoing();
            stream.receive(server.exchange(out));
        }
    }
    [[nodiscard]] const Identity& good() const { return matrix_.cases[0].identity; }

private Q_SLOTS:
    void init() {
        trust_ = std::make_shared<net::TlsTrust>(clock_);
        certificates_ = std::make_shared<net::ClientCertificates>();
    }
    void opensAndSpeaks() {
        MemoryServer server(good());
        const auto stream = TlsStream::create(judge(), {"xmpp-client"});
        shakeHands(*stream, server);
        QVERIFY(stream->state() == TlsStream::State::Open);
        QCOMPARE(stream->info().protocol, std::string("TLSv1.3"));
        stream->write("hello");
        (void)server.exchange(stream->takeOutgoing());
        std::array<char, 16> heard{};
        QCOMPARE(SSL_read(server.ssl, heard.data(), 16), 5);
        SSL_write(server.ssl, "good day", 8);
        SSL_shutdown(server.ssl);
        stream->receive(server.exchange({}));
        QCOMPARE(stream->takePlain(), std::string("good day"));
        QVERIFY(stream->state() == TlsStream::State::Ended);
    }
    void aStapledRevocationCounts_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("version");
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            const auto row = [version](const char* name) {
                return std::string(name) + (version == TLS1_2_VERSION ? ", 1.2" : ", 1.3");
            };
            QTest::newRow(row("good").c_str()) << V_OCSP_CERTSTATUS_GOOD << version;
            QTest::newRow(row("revoked").c_str()) << V_OCSP_CERTSTATUS_REVOKED << version;
        }
    }
    void aStapledRevocationCounts() {
        QFETCH(int, status);
        QFETCH(int, version);
        MemoryServer server(good());
        SSL_CTX_set_max_proto_version(server.context, version);
        server.staple = ocspAnswer(matrix_.authority, good(), status);
        const auto stream = TlsStream::create(judge(), {});
        shakeHands(*stream, server);
        if (status == V_OCSP_CERTSTATUS_GOOD) {
            QVERIFY(stream->state() == TlsStream::State::Open);
            return;
        }
        QVERIFY(stream->state() == TlsStream::State::Failed);
        const auto said = stream->failure().sentence();
        QVERIFY2(said.find("was revoked by its authority") != std::string::npos, said.c_str());
        QVERIFY(!trust_->refused().front().mayBePinned);
    }
    void showsACertificateOnlyWhereItIsWanted_data() {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<int>("listed");  // 0 nobody, 1 our issuer, 2 another
        QTest::addColumn<bool>("isShown");
        QTest::newRow("by port") << QByteArray("imp1.office.test:5222") << 1 << true;
        QTest::newRow("by host") << QByteArray("IMP1.office.test") << 0 << true;
        QTest::newRow("by domain") << QByteArray(".office.test") << 1 << true;
        QTest::newRow("another port") << QByteArray("imp1.office.test:5061") << 1 << false;
        QTest::newRow("another domain") << QByteArray(".other.test") << 1 << false;
        QTest::newRow("the server accepts others") << QByteArray("imp1.office.test") << 2 << false;
    }
    void showsACertificateOnlyWhereItIsWanted() {
        QFETCH(QByteArray, rule);
        QFETCH(int, listed);
        QFETCH(bool, isShown);
        const auto mine =
            makeCertificate({"CSFANNA", "", -1, 30, 0, false, "clientAuth"}, &matrix_.authority);
        certificates_->show("CSFANNA",
                            net::ClientIdentity::fromDer(mine.der(), mine.key.get()).value(),
                            {rule.toStdString()});
        MemoryServer server(good());
        server.askForCertificate(listed == 0   ? nullptr
                                 : listed == 1 ? &matrix_.authority
                                               : &matrix_.stranger);
        const auto stream = TlsStream::create(judge(), {});
        shakeHands(*stream, server);
        QVERIFY(stream->state() == TlsStream::State::Open);
        X509* const seen = SSL_get0_peer_certificate(server.ssl);
        QCOMPARE(seen != nullptr, isShown);
        if (isShown) QCOMPARE(X509_cmp(seen, mine.certificate.get()), 0);
    }
    void failsOnNonsense() {
        const auto stream = TlsStream::create(judge(), {});
        stream->receive({});
        stream->receive("HTTP/1.1 400 Bad Request\r\n\r\n");
        QVERIFY(stream->state() == TlsStream::State::Failed);
        QVERIFY(stream->failure().code == core::ErrorCode::BadAnswer);
        stream->receive("more");
        stream->write("more");
    }
};

QTEST_GUILESS_MAIN(TlsStreamTest)
#include "TlsStreamTest.moc"
