// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/Story.h"

#include <array>

namespace sidetone::test {
namespace {

using core::Milliseconds;
using messaging::Availability;
using messaging::Delivery;
using messaging::Direction;
using signin::TraceStep;
using signin::Verdict;

constexpr std::array firstNames{"Amara",     "Bastian", "Camille", "Dmitri",     "Elif",
                                "Fernando",  "Greta",   "Hiroshi", "In\u00e8s",  "Jonas",
                                "Katarzyna", "Liam",    "Mei",     "Nikolai",    "Oluwaseun",
                                "Priya",     "Quentin", "Rosa",    "S\u00f8ren", "Tariq"};
constexpr std::array lastNames{"Okafor",      "Lindqvist", "Moreau", "Sokolov",  "Demir",
                               "Garc\u00eda", "Holm",      "Tanaka", "Fontaine", "Richter",
                               "Nowak",       "Byrne",     "Chen"};
struct Mood {
    Availability availability;
    const char* text;
};
constexpr std::array moods{Mood{Availability::Available, ""},
                           Mood{Availability::Available, "In the office until six"},
                           Mood{Availability::Away, "Back at 14:30"},
                           Mood{Availability::DoNotDisturb, "Writing the tender, please no calls"},
                           Mood{Availability::Available, "Home office"},
                           Mood{Availability::Offline, ""},
                           Mood{Availability::Away, ""},
                           Mood{Availability::Available, ""},
                           Mood{Availability::Offline, ""},
                           Mood{Availability::DoNotDisturb, "Presenting"}};

std::string plain(std::string name) {
    std::string result;
    for (const char letter : name) {
        if (static_cast<unsigned char>(letter) < 128) result += letter;
    }
    return result;
}

TraceStep step(const char* name, const char* title, const char* asked, const char* answer,
               const char* why, int took, Verdict verdict = Verdict::Done) {
    TraceStep made;
    made.name = name;
    made.title = title;
    made.asked = asked;
    made.answer = answer;
    made.why = why;
    made.took = Milliseconds(took);
    made.verdict = verdict;
    return made;
}

}  // namespace

core::Address partner() {
    return addressOf("elif.demir@office.example");
}

std::vector<messaging::Contact> people(int count) {
    std::vector<messaging::Contact> all;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        const auto round = i / firstNames.size();
        const std::string first = firstNames[i % firstNames.size()];
        const std::string last = lastNames[(i + round) % lastNames.size()];
        messaging::Contact contact;
        contact.name = first + " " + last;
        contact.address = addressOf(plain(first) + "." + plain(last) +
                                    (round > 12 ? std::to_string(round) : "") + "@office.example");
        const auto& mood = moods[(i * 7 + round) % moods.size()];
        contact.presence = {mood.availability, mood.text};
        contact.subscribedTo = true;
        if (i % 9 == 4) contact.groups = {"Favourites"};
        all.push_back(contact);
    }
    if (count > 4) all[4].presence = {Availability::Available, "Focus time \u2013 please write"};
    return all;
}

signin::Trace goodTrace(int steps) {
    signin::Trace trace;
    trace.address = "robin.keller@office.example";
    trace.steps = {
        step("srv-cisco-uds", "Looking up _cisco-uds._tcp.office.example",
             "SRV _cisco-uds._tcp.office.example", "cucm1.office.example:8443, priority 10",
             "The record is there: the phone system is inside this network.", 4),
        step("srv-collab-edge", "Looking up _collab-edge._tls.office.example",
             "SRV _collab-edge._tls.office.example", "No such record",
             "There is no way in from outside.", 5, Verdict::NotThere),
        step("user-data-service", "Asking the user data service for its version",
             "GET https://cucm1.office.example:8443/cucm-uds/version", "200, version 14.0", "", 21),
        step("home-cluster", "Finding the home cluster of robin.keller",
             "GET /cucm-uds/clusterUser?username=robin.keller", "cucm1.office.example",
             "It is this cluster.", 12),
        step("credentials", "Checking the name and the password", "GET /cucm-uds/user/robin.keller",
             "200", "", 34),
        step("service-profile", "Reading the service profile", "GET SPOffice.cnf.xml",
             "Chat: imp1.office.example. Directory: UDS.", "", 9),
        step("device-file", "Reading the settings of the phone CSFRKELLER",
             "GET CSFRKELLER.cnf.xml", "Line 1042 at cucm1.office.example:5061 over TLS", "", 8),
        step("chat", "Signing in to chat at imp1.office.example", "XMPP, STARTTLS, SCRAM-SHA-256",
             "Signed in as robin.keller@office.example", "", 46),
        step("phone", "Registering the phone at cucm1.office.example", "REGISTER sip:1042",
             "200, for 3600 s", "", 18)};
    Milliseconds sum{0};
    if (steps < static_cast<int>(trace.steps.size())) {
        trace.steps.resize(static_cast<std::size_t>(steps));
        trace.steps.back().verdict = Verdict::Running;
        trace.steps.back().answer.clear();
    }
    for (auto& each : trace.steps) {
        each.started = sum;
        sum += each.took;
    }
    trace.took = sum;
    return trace;
}

core::Error wrongPassword() {
    return {core::ErrorCode::Unauthorised, "Signing in as robin.keller at cucm1.office.example",
            "the server does not accept this name and password",
            "Check the password and try again. If you changed it lately, use the new one."};
}

signin::Trace badTrace() {
    auto trace = goodTrace(5);
    auto& last = trace.steps.back();
    last.verdict = Verdict::Failed;
    last.answer = "401 Unauthorized";
    last.why = "The server knows no user with this name and password.";
    last.error = wrongPassword();
    auto skipped = step("service-profile", "Reading the service profile", "", "",
                        "Nobody is signed in.", 0, Verdict::Skipped);
    trace.steps.push_back(skipped);
    trace.verdict = wrongPassword();
    return trace;
}

std::vector<client::Service> allServices() {
    using client::ServiceKind;
    using client::ServiceState;
    return {{ServiceKind::Chat, ServiceState::Up, "imp1.office.example:5222",
             "Messages and presence go through an encrypted connection."},
            {ServiceKind::Calls, ServiceState::Up, "cucm1.office.example:5061",
             "Registered as 1042 until 15:02."},
            {ServiceKind::Directory, ServiceState::Up, "cucm1.office.example:8443",
             "Searches the user data service."}};
}

namespace {

void talk(FakeClient& client, core::WallTime now) {
    using std::chrono::minutes;
    const auto say = [&](int ago, Direction direction, const char* body,
                         Delivery delivery = Delivery::Read) {
        client.add(partner(), direction, body, now - minutes(ago), delivery);
    };
    say(1530, Direction::In, "Are you at the site visit tomorrow?");
    say(1528, Direction::Out, "Yes, from nine. I will bring the badge printer.");
    say(112, Direction::In, "Good morning! Did the switch in the basement survive the night?");
    say(110, Direction::Out,
        "It did. I moved the two uplinks to the new module and kept the old fibre as a spare "
        "until Friday.");
    say(109, Direction::In, "Great. Reception says that both door phones still ask for a number.");
    say(109, Direction::In, "Probably the old profile.");
    say(107, Direction::Out, "Can you send me their names? I can see the requests from here.");
    say(103, Direction::In, "DOOR-NORTH and DOOR-YARD");
    say(98, Direction::Out, "Found them: they asked the wrong server. Both should ring again.");
    say(96, Direction::In, "Both ring \U0001f44d Thank you!");
    say(3, Direction::In,
        "Shall we talk for a minute about the numbers of the new floor? I would like to order "
        "the plates before the holidays.");
    say(1, Direction::Out, "Of course, I am calling you now.", Delivery::Delivered);
}

}  // namespace

void fillVoicemail(FakeClient& client, core::WallTime now) {
    using std::chrono::minutes;
    const auto voice = [now](const char* id, const char* name, const char* number, int ago,
                             core::Milliseconds duration) {
        voicemail::VoiceMessage message;
        message.id = id;
        message.callerName = name;
        message.callerNumber = number;
        message.arrival = now - minutes(ago);
        message.duration = duration;
        return message;
    };
    auto fresh = voice("0:1", "Elif Demir", "1017", 12, core::Milliseconds(41'000));
    fresh.isUrgent = true;
    auto heard = voice("0:2", "", "+15550123456", 190, core::Milliseconds(7'000));
    heard.isRead = true;
    auto deleted = voice("0:3", "Camille Moreau", "1023", 3000, core::Milliseconds(94'000));
    deleted.isRead = deleted.isDeleted = true;
    client.box().setMessages({fresh, heard, deleted});
    client.giveVoicemail();
    auto services = client.services();
    services.push_back({client::ServiceKind::Voicemail, client::ServiceState::Up,
                        "cuc1.office.example:8443", "2 messages, 1 new"});
    client.setServices(services);
}

void fill(FakeClient& client, core::WallTime now, int count) {
    using std::chrono::hours;
    using std::chrono::minutes;
    client.setContacts(people(count));
    client.setServices(allServices());
    client.setTrace(goodTrace());
    client.setPresence({Availability::Available, ""});
    const auto all = people(count);
    const auto other = [&](std::size_t who, int ago, const char* body, int unread) {
        client.add(all[who].address, Direction::In, body, now - minutes(ago));
        client.setUnread(all[who].address, unread);
    };
    other(2, 20, "The caterer asks how many of us come on Thursday.", 3);
    other(
        8, 47,
        "\u05ea\u05d5\u05d3\u05d4 \u05e8\u05d1\u05d4, \u05e0\u05d3\u05d1\u05e8 \u05de\u05d7\u05e8",
        1);
    other(11, 260, "Signed and sent.", 0);
    other(13, 1600, "See you on Monday!", 0);
    talk(client, now);
    client.setHistory(
        {{5, "sip:elif.demir@office.example", "", false, true, now - hours(2),
          Milliseconds(187000)},
         {4, "sip:+493055501042", "", false, false, now - hours(3), {}},
         {3, "sip:priya.moreau@office.example", "", true, true, now - hours(26),
          Milliseconds(3725000)},
         {2, "sip:2210", "Reception", true, false, now - hours(27), {}},
         {1, "sip:jonas.richter@office.example", "", false, false, now - hours(75), {}}});
    client.setState(client::ClientState::Ready);
}

}  // namespace sidetone::test
