// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "core/Random.h"
#include "signin/rememberedText.h"

using namespace sidetone;
using signin::Remembered;
using signin::Way;

namespace {

net::SrvRecord record(const std::string& target) {
    net::SrvRecord made;
    made.target = target;
    made.port = 8443;
    made.priority = 1;
    made.weight = 65'535;
    made.timeToLive = std::chrono::seconds(300);
    return made;
}

Remembered whole() {
    Remembered remembered;
    remembered.servicesDomain = "b\u00fcro.example";
    remembered.voiceServicesDomain = "voice.example.com";
    remembered.network = "eth0 \"gateway\" 192.0.2.1\n";
    remembered.when = core::WallTime(core::Milliseconds(1'700'000'000'123));
    remembered.way = Way::PresenceServer;
    remembered.isCloudOrganisation = true;
    remembered.ciscoUds = {record("cucm1.example.com"), record("cucm2.example.com")};
    remembered.cupLogin = {record("imp1.example.com")};
    remembered.collabEdge = {record("edge1.example.com")};
    remembered.clientConfig = "<config version='1.0'>\n</config>";
    remembered.hasSignedInInside = true;
    return remembered;
}

bool isRefused(std::string_view text) {
    const auto parsed = signin::parseRemembered(text);
    return !parsed && !parsed.error().advice.empty();
}

}  // namespace

class RememberedTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas() {
        const auto text = signin::textOf(whole());
        const auto back = signin::parseRemembered(text);
        QVERIFY(back.has_value());
        QCOMPARE(signin::textOf(*back), text);
        QVERIFY(back->way == Way::PresenceServer);
        QCOMPARE(back->ciscoUds[1].target, std::string("cucm2.example.com"));
        QCOMPARE(int{back->ciscoUds[1].weight}, 65'535);
        QVERIFY(back->when == whole().when);
        QVERIFY(back->hasSignedInInside && back->isCloudOrganisation);
    }
    /// The file of the memory lies on the disk in clear (DIR-06).
    void keepsNoSecretOfTheConfiguration() {
        auto remembered = whole();
        remembered.clientConfig =
            "<config><Directory><BDIConnectionUsername>cn=reader</BDIConnectionUsername>"
            "<BDIConnectionPassword>hush-4711</BDIConnectionPassword></Directory></config>";
        const auto text = signin::textOf(remembered);
        QVERIFY(text.find("hush-4711") == std::string::npos);
        const auto back = signin::parseRemembered(text);
        QVERIFY(back.has_value());
        QVERIFY(back->clientConfig.find("cn=reader") != std::string::npos);
    }
    void comesBackEmpty() {
        const auto back = signin::parseRemembered(signin::textOf({}));
        QVERIFY(back.has_value());
        QVERIFY(!back->way.has_value());
        QVERIFY(back->ciscoUds.empty() && back->servicesDomain.empty());
    }
    /// The texts of every schema that was ever written are read for good.
    void readsTheFirstSchema() {
        QFile file(QStringLiteral(SIDETONE_SOURCE_DIR "/tests/unit/signin/remembered-1.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto back = signin::parseRemembered(file.readAll().toStdString());
        QVERIFY(back.has_value());
        QCOMPARE(back->servicesDomain, std::string("office.example"));
        QCOMPARE(back->ciscoUds.front().target, std::string("cucm1.office.example"));
        QVERIFY(back->way == Way::CallManager);
        QVERIFY(back->hasSignedInInside);
    }
    void readsLaterSchemasAsFarAsItKnowsThem() {
        const auto back = signin::parseRemembered(
            "{\"schema\":7,\"servicesDomain\":\"example.com\",\"way\":\"by-satellite\",\"more\":[1]"
            "}");
        QVERIFY(back.has_value());
        QCOMPARE(back->servicesDomain, std::string("example.com"));
        QVERIFY(!back->way.has_value());
    }
    void refusesWhatItIsNot_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("words") << QByteArray("remember me");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("no schema") << QByteArray("{}");
        QTest::newRow("schema 0") << QByteArray("{\"schema\":0}");
        QTest::newRow("schema as text") << QByteArray("{\"schema\":\"1\"}");
        QTest::newRow("cut") << QByteArray("{\"schema\":1,\"servi");
        QTest::newRow("not UTF-8") << QByteArray("{\"schema\":1,\"network\":\"\xff\xfe\"}");
        QTest::newRow("too deep") << QByteArray("{\"schema\":1,\"a\":") + QByteArray(5000, '[');
        QTest::newRow("too long") << QByteArray(9 << 20, ' ');
    }
    void refusesWhatItIsNot() {
        QFETCH(QByteArray, text);
        QVERIFY(isRefused(std::string_view(text.constData(), std::size_t(text.size()))));
    }
    void leavesOutWhatIsOutOfRange() {
        const auto back = signin::parseRemembered(
            "{\"schema\":1,\"servicesDomain\":7,\"when\":-1,\"hasSignedInInside\":\"yes\","
            "\"network\":null,\"ciscoUds\":[{\"target\":\"a.example\",\"port\":0},{\"target\":\"\","
            "\"port\":1},3,{\"target\":\"b.example\",\"port\":65536},{\"target\":\"c.example\","
            "\"port\":1.5},{\"target\":\"d.example\",\"port\":1,\"priority\":-3,\"ttl\":1e300}],"
            "\"cupLogin\":{\"target\":\"x\"}}");
        QVERIFY(back.has_value());
        QVERIFY(back->servicesDomain.empty() && !back->hasSignedInInside);
        QCOMPARE(back->ciscoUds.size(), std::size_t{1});
        QCOMPARE(back->ciscoUds.front().target, std::string("d.example"));
        QCOMPARE(int{back->ciscoUds.front().priority}, 0);
        QCOMPARE(back->ciscoUds.front().timeToLive.count(), std::chrono::seconds::rep{0});
        QVERIFY(back->cupLogin.empty());
    }
    void takesNoMoreThanItCanUse() {
        Remembered crowd;
        crowd.ciscoUds.assign(10'000, record("x.example"));
        const auto back = signin::parseRemembered(signin::textOf(crowd));
        QCOMPARE(back->ciscoUds.size(), std::size_t{256});
    }
    /// Damaged in any place it is refused or read, and what was read can be written again.
    void survivesAnyDamage() {
        const auto good = signin::textOf(whole());
        core::SeededRandom random(8);
        for (int i = 0; i < 5000; ++i) {
            auto text = good;
            for (auto changes = 1 + random.below(4); changes > 0; --changes) {
                const auto at = random.below(text.size());
                text[at] = static_cast<char>(random.below(256));
                if (random.below(4) == 0) text.resize(at);
                if (text.empty()) break;
            }
            const auto back = signin::parseRemembered(text);
            if (!back) continue;
            QVERIFY(signin::parseRemembered(signin::textOf(*back)).has_value());
        }
    }
};

QTEST_GUILESS_MAIN(RememberedTextTest)
#include "RememberedTextTest.moc"
