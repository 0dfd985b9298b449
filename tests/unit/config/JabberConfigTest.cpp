// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "Sample.h"
#include "config/JabberConfig.h"
#include "config/withoutSecrets.h"

using namespace sidetone::config;

class JabberConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheFile() {
        const auto config = parseJabberConfig(sample("jabber-config.xml"));
        QVERIFY(config.has_value());
        Settings settings;
        settings.replace(Layer::GlobalFile, config->settings);
        QCOMPARE(settings.find("UpdateUrl")->text,
                 std::string("https://www.office.example/update.xml"));
        QCOMPARE(settings.find("spell_check_enabled")->text, std::string("true"));
        QCOMPARE(settings.get(keys::directoryServerType), std::string("UDS"));
        QCOMPARE(settings.find("BaseFilter")->text, std::string("(&(objectClass=person)(sn=*))"));
        QCOMPARE(settings.find("PrimaryServerName")->text, std::string("ldap1.office.example"));
        QCOMPARE(settings.get(keys::inactiveMinutes), 20);    // the last one
        QCOMPARE(settings.get(keys::configRefetchHours), 8);  // 1 is not allowed
        QVERIFY(!settings.get(keys::telephonyEnabled));       // although in another section
        QVERIFY(!settings.get(keys::startCallWithVideo));     // although in no known section
        QCOMPARE(settings.find("MadeUpName")->text, std::string("kept"));
    }
    void remarksOnWhatIsOdd() {
        const auto config = parseJabberConfig(sample("jabber-config.xml"));
        QVERIFY(config.has_value());
        const auto remarkOn = [&](int line, const char* part) {
            return std::any_of(
                config->remarks.begin(), config->remarks.end(), [&](const Remark& remark) {
                    return remark.line == line && remark.text.find(part) != std::string::npos;
                });
        };
        QVERIFY(remarkOn(20, "4 to 8760"));
        QVERIFY(remarkOn(21, "belongs into <Policies>"));
        QVERIFY(remarkOn(25, "MadeUpName is not a known parameter"));
        QVERIFY(remarkOn(27, "<Invented> is not a known section"));
        QCOMPARE(config->remarks.size(), std::size_t(4));
        for (const auto& remark : config->remarks) {
            QVERIFY(remark.text.find("not-for-logs") == std::string::npos);
        }
    }
    void understandsUtf16AndMarks() {
        const auto text = QStringLiteral(
            "<config><Policies><EnableVideo>false</EnableVideo>"
            "</Policies></config>");
        const auto marked = "\xEF\xBB\xBF" + text.toStdString();
        QVERIFY(parseJabberConfig(marked).has_value());
        std::string wide("\xFF\xFE");
        for (const auto c : text) {
            wide += static_cast<char>(c.unicode() & 0xFFU);
            wide += static_cast<char>(c.unicode() >> 8U);
        }
        const auto config = parseJabberConfig(wide);
        QVERIFY(config.has_value());
        QCOMPARE(config->settings.front().value, std::string("false"));
    }
    void saysTheLineOfAMistake() {
        const auto config = parseJabberConfig(
            "<config>\n<Directory>\n"
            "<BaseFilter>(&objectClass=x)</BaseFilter>\n"
            "</Directory></config>");
        QVERIFY(!config.has_value());
        QVERIFY(config.error().answer.find("line 3") != std::string::npos);
        QVERIFY(config.error().tried.find("jabber-config.xml") != std::string::npos);
    }
    void findsTheGroupFile_data() {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("plain") << QByteArray("configurationfile=group.xml")
                               << QByteArray("group.xml");
        QTest::newRow("case and folder")
            << QByteArray(" ConfigurationFile = /teams/a=b.xml") << QByteArray("teams/a=b.xml");
        QTest::newRow("the first")
            << QByteArray("x=1;configurationfile=a.xml;configurationfile=b") << QByteArray("a.xml");
        QTest::newRow("none") << QByteArray("something else") << QByteArray("");
    }
    void findsTheGroupFile() {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, file);
        QCOMPARE(groupFileOf(field.toStdString()), file.toStdString());
    }
    void takesSecretsOut() {
        const std::string start =
            "<config version=\"1.0\">\n <Directory>\n  <PrimaryServerName>ldap1"
            "</PrimaryServerName>\n  <BDIConnectionUsername>cn=reader</BDIConnectionUsername>\n  ";
        const std::string end = "\n </Directory>\n</config>\n";
        const auto taken = [&](const std::string& secret) {
            return withoutSecrets(start + secret + end);
        };
        const std::string emptied = "<BDIConnectionPassword></BDIConnectionPassword>";
        QCOMPARE(taken("<BDIConnectionPassword>hush</BDIConnectionPassword>"),
                 start + emptied + end);
        QCOMPARE(taken("<BDIConnectionPassword><![CDATA[hu</x>sh]]></BDIConnectionPassword>"),
                 start + emptied + end);
        QCOMPARE(taken("<connectionpassword a='b'>hush</connectionpassword >"),
                 start + "<connectionpassword a='b'></connectionpassword >" + end);
        QCOMPARE(taken("<InventedPassword>hush</InventedPassword>"),
                 start + "<InventedPassword></InventedPassword>" + end);
        QCOMPARE(taken("<!-- <ConnectionPassword>hush</ConnectionPassword> -->"),
                 start + "<!-- <ConnectionPassword></ConnectionPassword> -->" + end);
        for (const std::string harmless :
             {"", "<ConnectionPassword/>", "<Forgot_Password_URL>https://x</Forgot_Password_URL>",
              "<UdsPhotoUriWithToken>http://x/%%uid%%.jpg</UdsPhotoUriWithToken>"}) {
            QCOMPARE(taken(harmless), start + harmless + end);
        }
        // What cannot be made sure of is not kept at all.
        QCOMPARE(taken("<ConnectionPassword>hush"), std::string());
        QCOMPARE(withoutSecrets(""), std::string());
        QCOMPARE(withoutSecrets("<!-- <ConnectionPassword>hush"), std::string());
        std::string wide("\xFF\xFE");
        for (const char c : std::string("<config><Directory><ConnectionPassword>hush"
                                        "</ConnectionPassword></Directory></config>")) {
            wide += c;
            wide += '\0';
        }
        QVERIFY(parseJabberConfig(wide).has_value());
        QCOMPARE(withoutSecrets(wide), std::string());
    }
};

QTEST_GUILESS_MAIN(JabberConfigTest)
#include "JabberConfigTest.moc"
