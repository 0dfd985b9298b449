// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <functional>

#include "Sample.h"
#include "config/DeviceConfig.h"
#include "config/JabberConfig.h"
#include "config/ServiceProfile.h"
#include "config/Uds.h"

using namespace sidetone::config;

namespace {

struct Reader {
    const char* sampleName;
    std::function<bool(const std::string&)> accepts;
};

const Reader readers[] = {
    {"jabber-config.xml", [](const auto& text) { return parseJabberConfig(text).has_value(); }},
    {"service-profile.xml", [](const auto& text) { return parseServiceProfile(text).has_value(); }},
    {"device.xml", [](const auto& text) { return parseDeviceConfig(text).has_value(); }},
    {"user.xml", [](const auto& text) { return parseUdsUser(text).has_value(); }},
};

}  // namespace

/// What broken and hostile servers send: every reader refuses it, none is confused by it.
class BadDocumentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesEveryBeginning() {
        for (const auto& reader : readers) {
            auto text = sample(reader.sampleName);
            while (!text.empty() && text.back() == '\n') text.pop_back();
            QVERIFY2(reader.accepts(text), reader.sampleName);
            for (std::size_t cut = 0; cut < text.size(); ++cut) {
                QVERIFY2(!reader.accepts(text.substr(0, cut)), reader.sampleName);
            }
        }
    }
    void survivesDamagedBytes() {
        for (const auto& reader : readers) {
            const auto text = sample(reader.sampleName);
            for (std::size_t at = 0; at < text.size(); at += 3) {
                auto damaged = text;
                damaged[at] = static_cast<char>(at * 131U);
                (void)reader.accepts(damaged);  // any verdict, but no crash
            }
        }
    }
    void refuses_data() {
        QTest::addColumn<QByteArray>("document");
        const QByteArray entities =
            "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>";
        QTest::newRow("entities") << entities + "<config>&b;</config>";
        QTest::newRow("file entity")
            << QByteArray("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><user>&a;</user>");
        QTest::newRow("not utf-8") << QByteArray(
            "<?xml version='1.0' encoding='utf-8'?><config><Policies><EnableVideo>\xE4"
            "</EnableVideo></Policies></config>");
        QTest::newRow("unknown encoding")
            << QByteArray("<?xml version='1.0' encoding='klingon'?><config/>");
        QTest::newRow("nul") << QByteArray("<device>\0</device>", 18);
        QTest::newRow("page") << QByteArray("<html><body>502 Bad Gateway</body></html>");
        QTest::newRow("json") << QByteArray("{\"config\":{}}");
        QTest::newRow("deep") << QByteArray("<config>").repeated(5000);
        QTest::newRow("two roots") << QByteArray("<config/><config/>");
    }
    void refuses() {
        QFETCH(QByteArray, document);
        for (const auto& reader : readers) {
            QVERIFY2(!reader.accepts(document.toStdString()), reader.sampleName);
        }
    }
};

QTEST_GUILESS_MAIN(BadDocumentTest)
#include "BadDocumentTest.moc"
