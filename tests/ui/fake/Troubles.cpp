// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/Troubles.h"

#include <chrono>
#include <tuple>

namespace sidetone::test {

using config::Layer;
using Kind = signin::Question::Kind;

signin::Question question(Kind kind, int id) {
    signin::Question question;
    question.id = id;
    question.kind = kind;
    question.server = "proxy.office.example:3128";
    switch (kind) {
        case Kind::Credentials:
            question.title = "The proxy wants to know who you are";
            question.why = "Without it nothing outside this building can be reached.";
            question.user = "robin.keller";
            break;
        case Kind::Browser:
            question.title = "Sign in in your browser";
            question.why = "Your organisation signs you in once for everything.";
            question.server = "login.office.example";
            question.url = "https://login.office.example/authorize?client_id=sidetone";
            break;
        case Kind::EmailAddress:
            question.title = "What is your e-mail address?";
            question.why = "It says which of your organisation's sites you belong to.";
            question.server = "cucm1.office.example:8443";
            break;
        case Kind::CertificatePassword:
            question.title = "Your certificate has a password";
            question.why = "The file robin.p12 cannot be opened without it.";
            question.server.clear();
            break;
        case Kind::AuthenticationString:
            question.title = "The digits from your administrator";
            question.why = "Your phone gets a certificate of its own with them.";
            question.server = "cucm1.office.example:3804";
            break;
    }
    return question;
}

namespace {

net::CertificateInfo certificate(const char* subject, const char* issuer, core::WallTime from,
                                 core::WallTime until, char digit) {
    net::CertificateInfo info;
    info.subject = subject;
    info.issuer = issuer;
    info.notBefore = from;
    info.notAfter = until;
    info.keyKind = "RSA 2048";
    info.sha256 = std::string(31, '0') + digit + "9f31c2d85be7740aa1664ce0b7d3528";
    info.sha256 += digit;
    return info;
}

constexpr std::chrono::hours day{24};

}  // namespace

net::RefusedCertificate selfSigned(core::WallTime now) {
    net::RefusedCertificate refused;
    refused.server = "cucm1.office.example:8443";
    auto own = certificate("CN=cucm1.office.example,O=Office", "CN=cucm1.office.example,O=Office",
                           now - 400 * day, now + 1425 * day, 'a');
    own.names = {"cucm1.office.example", "127.1.0.2"};
    refused.chain = {own};
    refused.error = {core::ErrorCode::Untrusted, "Verifying cucm1.office.example on port 8443",
                     "it signed its certificate itself, and nobody vouches for it",
                     "Ask your administrator for the fingerprint, or to install a certificate of "
                     "a known authority."};
    refused.mayBePinned = true;
    return refused;
}

net::RefusedCertificate replaced(core::WallTime now) {
    auto refused = selfSigned(now);
    refused.trustedBefore = std::string(64, 'b');
    return refused;
}

net::RefusedCertificate ended(core::WallTime now) {
    net::RefusedCertificate refused;
    refused.server = "imp1.office.example:5222";
    auto own = certificate("CN=imp1.office.example", "CN=Office Authority", now - 760 * day,
                           now - 30 * day, 'c');
    own.names = {"imp1.office.example", "office.example"};
    refused.chain = {own, certificate("CN=Office Authority", "CN=Office Authority",
                                      now - 2000 * day, now + 1600 * day, 'd')};
    refused.error = {core::ErrorCode::Untrusted, "Verifying imp1.office.example on port 5222",
                     "its certificate ended 30 days ago", "Ask your administrator to renew it."};
    return refused;
}

client::NetworkView inside() {
    return {client::NetworkView::State::Online, client::NetworkView::Place::Inside, "", ""};
}

client::NetworkView offline() {
    return {client::NetworkView::State::Offline, client::NetworkView::Place::Unknown,
            "This computer is connected to no network.", ""};
}

client::NetworkView captivePortal() {
    return {client::NetworkView::State::CaptivePortal, client::NetworkView::Place::Unknown,
            "This network wants you to sign in at http://login.hotel.example/.",
            "http://login.hotel.example/"};
}

std::vector<client::Service> brokenServices() {
    using client::ServiceKind;
    using client::ServiceState;
    return {{ServiceKind::Chat, ServiceState::Reconnecting, "imp1.office.example:5222",
             "The connection broke at 14:02; the next try is in 8 s."},
            {ServiceKind::Calls, ServiceState::Failed, "cucm1.office.example:5061",
             "Registering at cucm1.office.example: nobody listens on port 5061. Ask your "
             "administrator whether the call service is running."},
            {ServiceKind::Directory, ServiceState::Up, "cucm1.office.example:8443",
             "Searches the user data service."}};
}

void fillParameters(FakeClient& client) {
    client.setLayer(Layer::GlobalFile, {{"EnableVideo", "true", 12},
                                        {"Disable_IM_History", "true", 13},
                                        {"IP_Mode", "IPV4_Only", 14},
                                        {"Set_Status_Inactive_Timeout", "10", 15},
                                        {"Forgot_Password_URL", "https://help.office.example/", 16},
                                        {"EnableCalendar", "yes", 17},
                                        {"EnableFecc", "perhaps", 18}});
    client.setLayer(Layer::GroupFile, {{"Set_Status_Inactive_Timeout", "20", 4}});
    client.setLayer(Layer::ServiceProfile, {{"PresenceServerAddress", "imp1.office.example", 0}});
    client.setLayer(Layer::PolicyLocked, {{"Disable_IM_History", "false", 3},
                                          {"VoiceServicesDomain", "voice.office.example", 4}});
    std::ignore = client.setPreference("Set_Status_Inactive_Timeout", "5");
}

client::Report report(const std::string& path) {
    client::Report report;
    report.path = path;
    report.files = {
        {"description.txt", "The phone was silent after lunch.\n"},
        {"trace.txt",
         "Sign-in of robin.keller@office.example\n[done] Looking up "
         "_cisco-uds._tcp.office.example (4 ms)\n    asked: SRV "
         "_cisco-uds._tcp.office.example\n    answer: cucm1.office.example:8443, priority 10\n"
         "[done] Checking the name and the password (34 ms)\n    asked: GET "
         "/cucm-uds/user/robin.keller\n    answer: 200\n"},
        {"settings.json", "{\n  \"EnableVideo\": \"true\"\n}\n"},
        {"calls.json", "[]\n"},
        {"log.txt", "14:02:11.020 chat: the connection broke: reset by peer\n"}};
    report.uploadUrl = "https://reports.office.example/upload";
    return report;
}

}  // namespace sidetone::test
