// SPDX-License-Identifier: GPL-3.0-or-later
// Measures messaging alone, over a scripted server and with a real store: stanzas a second, a storm
// of presences, a catch-up of 100,000 messages. The clock of the program under test is virtual, so
// that no wait counts, only what it does itself.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>

#include "MessagingScript.h"
#include "store/History.h"
#include "xmpp/StreamParser.h"

using namespace sidetone;
using test::MessagingScript;

namespace {

constexpr int parsed = 200'000;
constexpr int live = 20'000;
constexpr int contacts = 5'000;
constexpr int missed = 100'000;
constexpr int page = 100;

void print(const char* what, double value, const char* unit, const char* goal) {
    std::printf("%-56s %10.0f %-11s goal %s\n", what, value, unit, goal);
    std::fflush(stdout);
}

double perSecond(int count, const QElapsedTimer& since) {
    return count * 1e9 / double(std::max<qint64>(1, since.nsecsElapsed()));
}

/// 447 bytes, as usual clients send them.
std::string usualMessage(int number) {
    auto xml = MessagingScript::message(
        "id-" + std::to_string(number), "what is said here is message " + std::to_string(number),
        "archive-" + std::to_string(number),
        "<origin-id xmlns='urn:xmpp:sid:0' id='id-" + std::to_string(number) +
            "'/><active xmlns='http://jabber.org/protocol/chatstates'/>"
            "<markable xmlns='urn:xmpp:chat-markers:0'/>");
    return xml;
}

void measureParser() {
    xmpp::StreamParser parser;
    parser.feed(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' version='1.0' "
        "xmlns:stream='http://etherx.jabber.org/streams' id='a'>");
    std::string piece;
    for (int i = 0; i < page; ++i) piece += usualMessage(i);
    int elements = 0;
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < parsed / page; ++i) {
        parser.feed(piece);
        while (parser.take()) ++elements;
    }
    print("stanzas read into elements", perSecond(elements, clock), "stanzas/s", "> 100,000");
}

void measureLive() {
    MessagingScript script;
    script.signIn();
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < live; i += page) {
        std::string piece;
        for (int j = i; j < i + page; ++j) piece += usualMessage(j);
        script.server(piece);
        script.client();
        script.seen.clear();
    }
    print("live messages: read, stored, shown", perSecond(int(script.added.size()), clock),
          "messages/s", "> 2,000");
}

void measureStorm() {
    MessagingScript script;
    script.bind();
    std::string items;
    std::string storm;
    for (int i = 0; i < contacts; ++i) {
        const auto person = "person" + std::to_string(i) + "@example.net";
        items += "<item jid='" + person + "' name='Person " + std::to_string(i) +
                 "' subscription='both'><group>All</group></item>";
        storm += "<presence from='" + person +
                 "/desk' to='romeo@example.net/desk'><show>away</show><status>Back at two</status>"
                 "<priority>1</priority><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
                 "node='https://sidetone.example' ver='q07IKJEyjvHSyhy//CH0CxmKi8w='/></presence>";
    }
    QElapsedTimer clock;
    clock.start();
    script.answerRoster(items);
    print("contact list of 5,000", double(clock.elapsed()), "ms", "-");
    script.answerCarbons();
    script.answerArchive({});
    clock.restart();
    script.server(storm);
    const auto all = script.messaging->contacts();
    const auto here = std::count_if(all.begin(), all.end(), [](const auto& contact) {
        return contact.presence.availability == messaging::Availability::Away;
    });
    if (here != contacts) std::fprintf(stderr, "bench: %d of them are seen\n", int(here));
    print("presence storm of 5,000 contacts", double(clock.elapsed()), "ms", "< 150");
}

void measureCatchUp() {
    MessagingScript script;
    core::Owner owner;
    store::History history(*script.store);
    history.setArchivePosition("far").then(owner, [](const core::Status&) {});
    script.clock.settle();
    script.bind();
    script.answerRoster();
    script.answerCarbons();
    const auto results = [](int from) {
        std::vector<std::pair<std::string, std::string>> list;
        for (int i = from; i < from + page; ++i) {
            const auto id = std::to_string(i);
            list.emplace_back(
                "far-" + id,
                MessagingScript::archived("far-" + id, "missed number " + id,
                                          "peer" + std::to_string(i % 20) + "@example.net/desk"));
        }
        return list;
    };
    QElapsedTimer clock;
    clock.start();
    script.answerArchive(results(missed - page), MessagingScript::Page::More);
    const double newest = double(clock.nsecsElapsed()) / 1e6;
    for (int i = 0; i < missed; i += page) {
        script.clock.advance(core::Milliseconds(3'000));
        script.client();
        script.answerArchive(results(i), i + page < missed ? MessagingScript::Page::More
                                                           : MessagingScript::Page::Last);
        script.seen.clear();
    }
    script.clock.settle();
    const auto rate = perSecond(missed, clock);
    if (!script.messaging->isCaughtUp() || int(script.added.size()) != missed) {
        std::fprintf(stderr, "bench: %d of %d messages came\n", int(script.added.size()), missed);
    }
    print("catch-up: the newest page is here after", newest, "ms", "-");
    print("catch-up of 100,000: read, deduplicated, stored", rate, "messages/s", "> 20,000");
}

}  // namespace

int main(int count, char** arguments) {
    const QCoreApplication application(count, arguments);
    measureParser();
    measureLive();
    measureStorm();
    measureCatchUp();
    return 0;
}
