// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "MessagingScript.h"
#include "config/Settings.h"

namespace sidetone::test {

using core::Milliseconds;

/// A device tells others about itself, over a scripted server.
class AnnounceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isRepeatedWhereTheServerFails();
    void endsWithTheSession();

private:
    /// The identifiers of the requests among these that have these words.
    static std::vector<std::string> idsOf(const std::string& written, const std::string& words);
    static void fail(MessagingScript& script, const std::vector<std::string>& ids,
                     const char* condition);
    static void accept(MessagingScript& script, const std::vector<std::string>& ids);
    void equip(MessagingScript& script);

    config::Settings parameters_;
};

void AnnounceTest::equip(MessagingScript& script) {
    for (const auto* name : {"Support_AES_Encoding_For_IM", "Support_No_Encoding_For_IM"}) {
        parameters_.set(config::Layer::GlobalFile, name, "true");
    }
    script.killProgram();
    script.equip = [&script, this](messaging::Ports& ports) {
        ports.random = &script.random;
        ports.settings = [this]() -> const config::Settings& { return parameters_; };
    };
    script.startProgram();
}

std::vector<std::string> AnnounceTest::idsOf(const std::string& written, const std::string& words) {
    std::vector<std::string> ids;
    for (auto at = written.find("<iq"); at != std::string::npos; at = written.find("<iq", at + 1)) {
        const auto stanza = written.substr(at, written.find("</iq>", at) - at);
        if (stanza.find(words) == std::string::npos) continue;
        const auto id = stanza.find(" id='") + 5;
        ids.push_back(stanza.substr(id, stanza.find('\'', id) - id));
    }
    return ids;
}

void AnnounceTest::fail(MessagingScript& script, const std::vector<std::string>& ids,
                        const char* condition) {
    for (const auto& id : ids) {
        script.server("<iq type='error' id='" + id + "'><error type='cancel'><" + condition +
                      " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
}

void AnnounceTest::accept(MessagingScript& script, const std::vector<std::string>& ids) {
    for (const auto& id : ids) script.server("<iq type='result' id='" + id + "'/>");
}

void AnnounceTest::isRepeatedWhereTheServerFails() {
    MessagingScript script;
    equip(script);
    script.bind();
    script.answerRoster();
    const auto bundle = "<publish node='urn:xmpp:omemo:2:bundles'";
    const auto list = "<publish node='urn:xmpp:omemo:2:devices'";
    for (const auto* condition : {"item-not-found", "not-allowed"}) {
        auto asked = idsOf(script.seen, bundle);
        QCOMPARE(asked.size(), 1U);
        script.seen.clear();
        fail(script, asked, condition);
        script.clock.advance(Milliseconds(900));
        script.client();
        QVERIFY(idsOf(script.seen, bundle).empty());
        script.clock.advance(Milliseconds(1'200));
        script.client();
    }
    accept(script, idsOf(script.seen, bundle));
    script.client();
    fail(script, idsOf(script.seen, "<items node='urn:xmpp:omemo:2:devices'"), "item-not-found");
    script.client();
    auto listed = idsOf(script.seen, list);
    QCOMPARE(listed.size(), 1U);
    script.seen.clear();
    // The list as well; and the third time it waits longer.
    fail(script, listed, "item-not-found");
    script.clock.advance(Milliseconds(3'900));
    script.client();
    QVERIFY(idsOf(script.seen, bundle).empty());
    script.clock.advance(Milliseconds(200));
    script.client();
    QCOMPARE(idsOf(script.seen, bundle).size(), 1U);
}

void AnnounceTest::endsWithTheSession() {
    MessagingScript script;
    equip(script);
    script.bind();
    script.answerRoster();
    fail(script, idsOf(script.seen, "<publish node='urn:xmpp:omemo:2:bundles'"), "item-not-found");
    script.bind();
    script.answerRoster();
    const auto once = idsOf(script.seen, "<publish node='urn:xmpp:omemo:2:bundles'").size();
    script.clock.advance(Milliseconds(10'000));
    script.client();
    QCOMPARE(idsOf(script.seen, "<publish node='urn:xmpp:omemo:2:bundles'").size(), once);
}

}  // namespace sidetone::test

QTEST_GUILESS_MAIN(sidetone::test::AnnounceTest)
#include "AnnounceTest.moc"
