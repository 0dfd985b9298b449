// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "client/account/AccountMemory.h"
#include "client/account/connectionValues.h"

using namespace sidetone;
using client::AccountMemory;
using client::ConnectionSettings;
using client::ProfileFolder;
using Type = ConnectionSettings::AccountType;

class AccountTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void memoryComesBack() {
        const QTemporaryDir folder;
        const ProfileFolder files(folder.path().toStdString());
        const auto anna = *core::Address::parse("anna@office.example");
        QVERIFY(!AccountMemory::load(files, anna).keepsPassword);
        AccountMemory memory;
        memory.keepsPassword = true;
        memory.discovery = "{\"schema\":1}";
        QVERIFY(memory.save(files, anna));
        const auto again = AccountMemory::load(files, anna);
        QVERIFY(again.keepsPassword);
        QVERIFY(!again.usesSingleSignOn);
        QCOMPARE(again.discovery, memory.discovery);
        const QFileInfo file(
            folder.filePath(QStringLiteral("accounts/anna@office.example/account.json")));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
    void damagedMemoryIsNone() {
        const QTemporaryDir folder;
        const ProfileFolder files(folder.path().toStdString());
        const auto anna = *core::Address::parse("anna@office.example");
        QVERIFY(files.write("accounts/anna@office.example/account.json", "{\"keepsPass"));
        QVERIFY(!AccountMemory::load(files, anna).keepsPassword);
    }
    void whatDoesNotApplyIsNotSet() {
        ConnectionSettings settings;
        settings.loginServer = "imp1.office.example";
        settings.tftpServer = "cucm1.office.example";
        QVERIFY(client::valuesOf(settings).empty());
        settings.type = Type::ImAndPresence;
        auto values = client::valuesOf(settings);
        QCOMPARE(values.size(), std::size_t(2));
        QCOMPARE(values[0].value, std::string("CUP"));
        QCOMPARE(values[1].name, std::string("PresenceServerAddress"));
        settings.type = Type::CallManager;
        values = client::valuesOf(settings);
        QCOMPARE(values[0].value, std::string("CUCM"));
        QCOMPARE(values[1].name, std::string("TftpServer1"));
    }
    void comesBackAsItWent() {
        ConnectionSettings settings;
        settings.type = Type::CallManager;
        settings.tftpServer = "cucm1.office.example";
        settings.ccmcipServer = "10.1.2.3";
        settings.servicesDomain = "office.example";
        settings.voiceServicesDomain = "voice.office.example";
        QVERIFY(client::connectionSettingsOf(client::valuesOf(settings)) == settings);
        QVERIFY(client::connectionSettingsOf({}) == ConnectionSettings());
    }
    void mistakesAreSaid_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("tftp");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char* name, Type type, const char* login, const char* tftp,
                            const char* answer) {
            QTest::newRow(name) << int(type) << QString::fromLatin1(login)
                                << QString::fromLatin1(tftp) << QString::fromLatin1(answer);
        };
        row("good", Type::ImAndPresence, "imp1.office.example", "", "");
        row("six", Type::ImAndPresence, "2001:db8::1", "", "");
        row("cloud", Type::Cloud, "", "", "");
        row("none", Type::ImAndPresence, "", "", "a presence server needs its address");
        row("no files", Type::CallManager, "", "", "a call manager needs its TFTP server");
        row("blank", Type::ImAndPresence, "imp 1", "", "\"imp 1\" is no login server");
        row("url", Type::CallManager, "", "http://x/", "\"http://x/\" is no TFTP server");
        row("not asked", Type::Automatic, "imp 1", "", "");
    }
    void mistakesAreSaid() {
        QFETCH(int, type);
        QFETCH(QString, login);
        QFETCH(QString, tftp);
        QFETCH(QString, answer);
        ConnectionSettings settings;
        settings.type = static_cast<Type>(type);
        settings.loginServer = login.toStdString();
        settings.tftpServer = tftp.toStdString();
        const auto checked = client::check(settings);
        QCOMPARE(checked ? QString() : QString::fromStdString(checked.error().answer), answer);
    }
};

QTEST_GUILESS_MAIN(AccountTest)
#include "AccountTest.moc"
