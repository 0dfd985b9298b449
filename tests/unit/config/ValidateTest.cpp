// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "config/validate.h"
#include "core/Random.h"

using namespace sidetone;
using namespace sidetone::config;

namespace {

/// "line:kind:parameter" of each finding.
std::vector<std::string> told(SourceKind kind, std::string_view text) {
    std::vector<std::string> all;
    for (const auto& finding : validate(kind, text)) {
        all.push_back(std::to_string(finding.line) + ":" + std::string(name(finding.kind)) + ":" +
                      finding.parameter);
    }
    return all;
}

using Told = std::vector<std::string>;

}  // namespace

class ValidateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodFilesHaveNoFindings() {
        QCOMPARE(told(SourceKind::JabberConfig,
                      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<config version=\"1.0\">\n"
                      "<Policies><Telephony_Enabled>true</Telephony_Enabled></Policies>\n"
                      "<Client><jabber-plugin-config><browser-plugin/></jabber-plugin-config>"
                      "</Client></config>"),
                 Told{});
        QCOMPARE(
            told(SourceKind::Bootstrap, "AUTHENTICATOR: CUP\nCUP_ADDRESS: imp1\nNOT_SPECIFIED"),
            Told{});
        QCOMPARE(told(SourceKind::Policy, "ServicesDomain: a.example\nlocked: ServicesDomain\n"),
                 Told{});
        QCOMPARE(
            told(SourceKind::ConfigurationUrl, "ciscojabber://provision?ServicesDomain=a.example"),
            Told{});
    }
    void jabberConfigByLine() {
        const auto found = told(SourceKind::JabberConfig,
                                "<config version=\"1.0\">\n"                                   // 1
                                "<Policies>\n"                                                 // 2
                                "<Telephony_Enabled>perhaps</Telephony_Enabled>\n"             // 3
                                "<NoSuchThing>1</NoSuchThing>\n"                               // 4
                                "<StartCallWithVideo>true</StartCallWithVideo>\n"              // 5
                                "<startcallwithvideo>false</startcallwithvideo>\n"             // 6
                                "<ServicesDomain>a.example</ServicesDomain>\n"                 // 7
                                "</Policies>\n"                                                // 8
                                "<Directory><BDISearchBase1>x</BDISearchBase1></Directory>\n"  // 9
                                "<Extras/>\n"                                                  // 10
                                "<EnableVideo>true</EnableVideo>\n"                            // 11
                                "</config>");
        const Told expected = {
            "3:wrong-type:Telephony_Enabled",     "4:unknown-name:NoSuchThing",
            "5:wrong-section:StartCallWithVideo", "6:duplicate:StartCallWithVideo",
            "6:wrong-section:StartCallWithVideo", "7:misplaced:ServicesDomain",
            "9:other-spelling:SearchBase1",       "10:unknown-name:Extras",
            "11:unknown-name:EnableVideo"};
        QVERIFY2(found == expected, found.empty() ? "" : found.back().c_str());
    }
    void jabberConfigThatIsNoXml() {
        const auto findings =
            validate(SourceKind::JabberConfig,
                     "<config>\n<Directory>\n  <BaseFilter>(&(a=b))</BaseFilter>\n");
        QCOMPARE(findings.size(), std::size_t(1));
        QVERIFY(findings[0].kind == Finding::Kind::NotWellFormed);
        QCOMPARE(findings[0].line, 3);
        QVERIFY2(findings[0].column > 14 && findings[0].column < 20,
                 std::to_string(findings[0].column).c_str());
        QVERIFY2(findings[0].text.find("&amp;") != std::string::npos, findings[0].text.c_str());
        QCOMPARE(validate(SourceKind::JabberConfig, "<!DOCTYPE x><config/>").size(),
                 std::size_t(1));
        QCOMPARE(validate(SourceKind::JabberConfig, "").front().line, 1);
        QCOMPARE(validate(SourceKind::JabberConfig, "<other/>").front().line, 1);
    }
    void bootstrapAndPolicyByLine() {
        const Told bootstrap = {"2:wrong-type:Authenticator",
                                "3:not-a-setting:", "4:unknown-name:NoSuchKey",
                                "5:duplicate:Authenticator"};
        QCOMPARE(told(SourceKind::Bootstrap,
                      "# installer\nAUTHENTICATOR: nobody\nnonsense\nNoSuchKey: 1\n"
                      "Authenticator=CUCM\n"),
                 bootstrap);
        const Told policy = {"1:other-spelling:ServicesDomain", "2:no-value:Telephony_Enabled",
                             "2:unknown-name:Nonsense"};
        QCOMPARE(told(SourceKind::Policy,
                      "SERVICES_DOMAIN: a.example\nlocked: Telephony_Enabled, Nonsense, "
                      "ServicesDomain\n"),
                 policy);
    }
    void links() {
        const Told link = {"0:unknown-name:", "0:other-spelling:"};
        QCOMPARE(told(SourceKind::ConfigurationUrl,
                      "ciscojabber://provision?Nonsense=1&servicesdomain=a.example"),
                 link);
        QCOMPARE(told(SourceKind::ConfigurationUrl, "ciscojabber://provision"),
                 Told{"0:not-well-formed:"});
    }
    void theKindIsSeen() {
        QVERIFY(kindOf("a", "\xEF\xBB\xBF\n<config/>") == SourceKind::JabberConfig);
        QVERIFY(kindOf("group.xml", "") == SourceKind::JabberConfig);
        QVERIFY(kindOf("jabber-bootstrap.properties", "locked: x") == SourceKind::Bootstrap);
        QVERIFY(kindOf("10.conf", "A: b") == SourceKind::Policy);
        QVERIFY(kindOf("x", "A: b\nlocked: A") == SourceKind::Policy);
        QVERIFY(kindOf("x", "A: b") == SourceKind::Bootstrap);
        QVERIFY(kindOf("x", "ciscojabber://provision?a=b") == SourceKind::ConfigurationUrl);
    }
    void anyBytesAreJudged() {
        core::SeededRandom random(21);
        for (int round = 0; round < 2000; ++round) {
            std::string text(random.below(120), '\0');
            for (char& c : text) c = static_cast<char>(random.below(256));
            for (const auto kind : {SourceKind::JabberConfig, SourceKind::Bootstrap,
                                    SourceKind::Policy, SourceKind::ConfigurationUrl}) {
                for (const auto& finding : validate(kind, text)) QVERIFY(!finding.text.empty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(ValidateTest)
#include "ValidateTest.moc"
