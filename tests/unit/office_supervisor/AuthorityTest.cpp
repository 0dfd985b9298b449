// SPDX-License-Identifier: GPL-3.0-or-later
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>

#include "office/ca/Authority.h"
#include "office/ca/Certificate.h"
#include "office/supervisor/TextFile.h"

using namespace sidetone::office;

/// The office's certificates, checked by OpenSSL.
class AuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rootStays();
    void keysArePrivate();
    void issuesEveryKind_data();
    void issuesEveryKind();
    void xmppCertificateNamesTheService();

private:
    /// X509_V_OK, or why the server's certificate is refused.
    [[nodiscard]] long verdict(const std::string& server, const std::string& name) const;

    QTemporaryDir folder_;
    Layout layout_;
};

void AuthorityTest::initTestCase() {
    layout_.folder = folder_.path().toStdString();
    layout_.office = 3;
    QVERIFY(Authority(layout_).prepare());
}

long AuthorityTest::verdict(const std::string& server, const std::string& name) const {
    const auto identity =
        readIdentity(*readFile(layout_.certificate(server)), *readFile(layout_.privateKey(server)));
    const auto root =
        readIdentity(*readFile(layout_.rootCertificate()), *readFile(layout_.path("ca/root.key")));
    X509_STORE* store = X509_STORE_new();
    X509_STORE_add_cert(store, root->certificate.get());
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, identity->certificate.get(), nullptr);
    X509_VERIFY_PARAM_set1_host(X509_STORE_CTX_get0_param(context), name.c_str(), 0);
    X509_verify_cert(context);
    const long result = X509_STORE_CTX_get_error(context);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return result;
}

void AuthorityTest::rootStays() {
    const auto before = readFile(layout_.rootCertificate());
    const auto server = readFile(layout_.certificate("slapd"));
    QVERIFY(Authority(layout_).prepare());
    QCOMPARE(*readFile(layout_.rootCertificate()), *before);
    QVERIFY(*readFile(layout_.certificate("slapd")) != *server);
}

void AuthorityTest::keysArePrivate() {
    for (const std::string& path : {layout_.path("ca/root.key"), layout_.privateKey("prosody")}) {
        struct stat status {};
        QCOMPARE(::stat(path.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
    }
}

void AuthorityTest::issuesEveryKind_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("expected");
    QTest::newRow("good") << QStringLiteral("good") << int{X509_V_OK};
    QTest::newRow("expired") << QStringLiteral("expired") << int{X509_V_ERR_CERT_HAS_EXPIRED};
    QTest::newRow("wrong name") << QStringLiteral("wrong-name")
                                << int{X509_V_ERR_HOSTNAME_MISMATCH};
    QTest::newRow("self-signed") << QStringLiteral("self-signed")
                                 << int{X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT};
    QTest::newRow("other authority")
        << QStringLiteral("other-ca") << int{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY};
}

void AuthorityTest::issuesEveryKind() {
    QFETCH(QString, kind);
    QFETCH(int, expected);
    const auto which = certificateKind(kind.toStdString());
    QVERIFY(which.has_value());
    for (const std::string& server : certifiedServers(layout_)) {
        QVERIFY(Authority(layout_).issue(server, *which));
        QCOMPARE(verdict(server, namesOf(layout_, server).commonName), long{expected});
    }
    QVERIFY(!certificateKind("golden"));
}

void AuthorityTest::xmppCertificateNamesTheService() {
    QVERIFY(Authority(layout_).issue("prosody", CertificateKind::Good));
    for (const char* name : {"office.example", "imp1.office.example", "upload.office.example"}) {
        QCOMPARE(verdict("prosody", name), long{X509_V_OK});
    }
    QCOMPARE(verdict("prosody", "cucm1.office.example"), long{X509_V_ERR_HOSTNAME_MISMATCH});
    const auto identity = readIdentity(*readFile(layout_.certificate("prosody")),
                                       *readFile(layout_.privateKey("prosody")));
    BIO* bio = BIO_new(BIO_s_mem());
    X509_print(bio, identity->certificate.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    QVERIFY2(text.find("_xmpp-client.office.example") != std::string::npos, text.c_str());
    QVERIFY(text.find("IP Address:127.3.0.21") != std::string::npos);
}

QTEST_GUILESS_MAIN(AuthorityTest)
#include "AuthorityTest.moc"
