// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "EncryptedPeople.h"
#include "Rows.h"

ROWS("ENC-03");

using namespace sidetone;
using namespace sidetone::test;
using messaging::Protection;

/// Two people at the cloud's own chat server: what protects the way to the server, and, where the
/// organisation wants it, the way from one to the other.
class CloudTest : public QObject {
    Q_OBJECT

    static constexpr int outside = 1;
    static constexpr int messaging_ = 23;  ///< the host im of the cloud

    EncryptedPeople people_;
    config::Settings strict_;
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;

    [[nodiscard]] std::unique_ptr<Person> at(int number, const std::string& name) {
        const net::Endpoint server{people_.office.address(outside, messaging_), 5222};
        PersonSettings person{people_.address(number), people_.password(number), name, server,
                              people_.office.caFile(), people_.storeFile(name)};
        person.encrypts = true;
        person.settings = &strict_;
        return std::make_unique<Person>(std::move(person));
    }
    static bool isReady(Person& person) {
        return person.start() && QTest::qWaitFor([&] { return person.isReady(); }, 60'000);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.office.start({"--with", "cloud"}), people_.office.failure().c_str());
        EncryptedPeople::set(strict_, "true", "true");
        // 256 bits or nothing, as the cloud's policy has it.
        strict_.set(config::Layer::GlobalFile, "Encryption_Allow_AES128", "false");
        anna_ = at(1, "anna");
        ben_ = at(2, "ben");
        QVERIFY2(isReady(*anna_), anna_->failure().c_str());
        QVERIFY2(isReady(*ben_), ben_->failure().c_str());
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
    }

    void theStreamHasAesOf128BitsAtLeast() {
        const auto server = anna_->session().server();
        QVERIFY(server.has_value());
        QCOMPARE(server->host, people_.office.address(outside, messaging_));
        const auto tls = anna_->session().tls();
        QVERIFY(tls.has_value());
        QVERIFY2(tls->protocol == "TLSv1.2" || tls->protocol == "TLSv1.3", tls->protocol.c_str());
        // "TLS_AES_256_GCM_SHA384", "ECDHE-RSA-AES128-GCM-SHA256".
        const auto& cipher = tls->cipher;
        const bool isStrong = cipher.find("AES_128_GCM") != std::string::npos ||
                              cipher.find("AES_256_GCM") != std::string::npos ||
                              cipher.find("AES128-GCM") != std::string::npos ||
                              cipher.find("AES256-GCM") != std::string::npos;
        QVERIFY2(isStrong, cipher.c_str());
    }
    void betweenPeopleItIsAes256WhereThePolicySaysSo() {
        QVERIFY(QTest::qWaitFor(
            [&] {
                return encryptionOf(*anna_).lock(ben_->address()).protection == Protection::Omemo;
            },
            30'000));
        anna_->send(ben_->address(), "for two alone");
        // OMEMO 0.8 is AES-256-CBC; the older form, which has 128 bits, is told apart.
        QTRY_VERIFY_WITH_TIMEOUT(
            hasLast(*ben_, anna_->address(), "for two alone", Protection::Omemo), 30'000);
        for (const auto& device : devicesOf(*ben_, anna_->address())) {
            QVERIFY(device.scheme == Protection::Omemo);
        }
    }
    void withoutThePolicyTheStreamAloneProtects() {
        EncryptedPeople::set(strict_, "false", "true");
        anna_->send(ben_->address(), "for the server too");
        QTRY_VERIFY_WITH_TIMEOUT(
            hasLast(*ben_, anna_->address(), "for the server too", Protection::None), 30'000);
    }
};

QTEST_GUILESS_MAIN(CloudTest)
#include "CloudTest.moc"
