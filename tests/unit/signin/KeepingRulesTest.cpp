// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "signin/credentials/KeepingRules.h"

using namespace sidetone;
using config::Layer;

class KeepingRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhereNobodySaysOtherwise() {
        QVERIFY(signin::mayKeepPassword(config::Settings()).has_value());
    }
    void policyForbids_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("mayKeep");
        QTest::newRow("asks at each start")
            << QByteArray("STARTUP_AUTHENTICATION_REQUIRED") << QByteArray("true") << false;
        QTest::newRow("does not ask")
            << QByteArray("STARTUP_AUTHENTICATION_REQUIRED") << QByteArray("false") << true;
        QTest::newRow("no cache") << QByteArray("CachePasswordMobile") << QByteArray("false")
                                  << false;
        QTest::newRow("cache") << QByteArray("CachePasswordMobile") << QByteArray("true") << true;
    }
    void policyForbids() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(bool, mayKeep);
        for (const auto layer : {Layer::Bootstrap, Layer::PolicyLocked}) {
            config::Settings settings;
            settings.set(layer, name.toStdString(), value.toStdString());
            const auto may = signin::mayKeepPassword(settings);
            QCOMPARE(may.has_value(), mayKeep);
            if (!may) QVERIFY(may.error().code == core::ErrorCode::Forbidden);
        }
    }
    /// A locked account is worse than a question: what the server refused is not tried again.
    void knowsARefusedPassword() {
        const auto error = [](core::ErrorCode code) { return core::fail(code, "Signing in"); };
        QVERIFY(signin::isPasswordRefused(error(core::ErrorCode::Unauthorised)));
        QVERIFY(!signin::isPasswordRefused(error(core::ErrorCode::Timeout)));
        QVERIFY(!signin::isPasswordRefused(error(core::ErrorCode::Untrusted)));
        QVERIFY(!signin::isPasswordRefused(error(core::ErrorCode::Forbidden)));
    }
};

QTEST_GUILESS_MAIN(KeepingRulesTest)
#include "KeepingRulesTest.moc"
