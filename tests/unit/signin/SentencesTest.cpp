// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <functional>

#include "Company.h"

using namespace sidetone;
using core::ErrorCode;
using test::Attempt;
using test::Company;

namespace {

/// A way in which a company can be broken, and the whole sentence that the person gets.
struct Row {
    const char* name;
    std::function<void(Company&)> breaks;
    std::string sentence;
    std::string address = "anna@example.com";
    std::string password = "Secret1";
};

constexpr const char* servers = "cucm1.example.com:8443, cucm2.example.com:8443";
constexpr const char* profileAdvice =
    "Ask your administrator to look at the service profile of your account.";
constexpr const char* laterAdvice =
    "Try again in a few minutes; if it stays so, ask your administrator.";

void failAll(Company& c, const core::Error& error) {
    for (const auto* host : {"cucm1", "cucm2"}) {
        c.http.failures[std::string("https://") + host + ".example.com:8443/"] = error;
    }
}

std::vector<Row> lookupRows() {
    return {
        {"no records", [](Company& c) { c.resolver.services.clear(); },
         "Finding the servers of example.com: the domain names no servers to sign in to (no "
         "_cisco-uds record). Check the address; if it is right, connect to your organisation's "
         "network or VPN, or set the "
         "server by hand in the connection settings."},
        {"the target is a dot",
         [](Company& c) { c.resolver.services["_cisco-uds._tcp.example.com"].clear(); },
         "Finding the servers of example.com: the domain names no servers to sign in to (no "
         "_cisco-uds record). Check the address; if it is right, connect to your organisation's "
         "network or VPN, or set the "
         "server by hand in the connection settings."},
        {"silent name servers",
         [](Company& c) {
             for (const auto* s : {"_cisco-uds._tcp.", "_cuplogin._tcp.", "_collab-edge._tls."}) {
                 c.resolver.silent.push_back(std::string(s) + "example.com");
             }
         },
         "Finding the servers of example.com: no name server answered within 2.5 s. Check the "
         "network connection and its name servers."},
        {"broken name server",
         [](Company& c) {
             c.resolver.failures["_cisco-uds._tcp.example.com"] =
                 core::fail(ErrorCode::Unavailable, "x", "it could not answer (SERVFAIL)",
                            "Ask your administrator to look at the name server.");
             c.resolver.addSrv("_cuplogin._tcp.example.com", "imp1.example.com", 8443);
         },
         "Finding the servers of example.com: it could not answer (SERVFAIL). Ask your "
         "administrator to look at the name server."},
        {"only cuplogin",
         [](Company& c) {
             c.resolver.services.clear();
             c.resolver.addSrv("_cuplogin._tcp.example.com", "imp1.example.com", 8443);
             c.resolver.addSrv("_collab-edge._tls.example.com", "e.example.com", 8443);
         },
         "Reaching the presence server imp1.example.com:8443: the server does not have it (404). "
         "Ask your administrator whether it is set up for you."},
        {"only edge",
         [](Company& c) {
             c.resolver.services.clear();
             c.resolver.addSrv("_collab-edge._tls.example.com", "e.example.com", 8443);
         },
         "Signing in at the edge of example.com: this edge does not serve example.com (404). Ask "
         "your administrator whether the _collab-edge record is right."},
    };
}

std::vector<Row> reachRows() {
    return {
        {"dead servers",
         [](Company& c) {
             failAll(c, core::fail(ErrorCode::Refused, "x", "refused", "Ask somebody."));
         },
         std::string("Reaching the call manager ") + servers +
             ": cucm1.example.com:8443: refused; cucm2.example.com:8443: refused. Ask somebody."},
        {"frozen servers", [](Company& c) { c.http.frozen = {"https://"}; },
         std::string("Reaching the call manager ") + servers +
             ": cucm1.example.com:8443: the server accepted the connection and then said nothing; "
             "cucm2.example.com:8443: the server accepted the connection and then said nothing. "
             "Check the network connection; the server may be down or hanging."},
        {"a bad certificate tells more than silence",
         [](Company& c) {
             c.http.frozen = {"https://cucm1"};
             c.http.failures["https://cucm2"] = core::fail(
                 ErrorCode::Untrusted, "x", "its certificate expired", "Ask for a new one.");
         },
         std::string("Reaching the call manager ") + servers +
             ": cucm2.example.com:8443: its certificate expired; cucm1.example.com:8443: the "
             "server accepted the connection and then said nothing. Ask for a new one."},
        {"something else answers", [](Company& c) { c.both("version", "<other/>"); },
         std::string("Reaching the call manager ") + servers +
             ": cucm1.example.com:8443: it is no call manager: "},
        {"call managers in trouble", [](Company& c) { c.both("version", "", 500); },
         std::string("Reaching the call manager ") + servers +
             ": cucm1.example.com:8443: the server answered 500, it is in trouble; "
             "cucm2.example.com:8443: the server answered 500, it is in trouble. " +
             laterAdvice},
    };
}

std::vector<Row> accountRows() {
    return {
        {"no address", [](Company&) {}, "", "anna"},
        {"wrong password", [](Company&) {},
         "Signing in anna@example.com: the user name or the password is wrong. Check both and try "
         "again.",
         "anna@example.com", "wrong"},
        {"unknown person",
         [](Company& c) {
             c.both("clusterUser?email=anna%40example.com",
                    "<clusterUser><result found='false'/></clusterUser>");
             c.both("clusterUser?username=anna",
                    "<clusterUser><result found='false'/></clusterUser>");
         },
         "Finding the home cluster of anna@example.com: nobody of this name is known in "
         "example.com. Check the address, or ask your administrator."},
        {"broken home cluster",
         [](Company& c) { c.both("clusterUser?email=anna%40example.com", "<clusterUser"); },
         "Finding the home cluster of anna@example.com: "},
        {"no such user", [](Company& c) { c.both("user/anna", "", 404); },
         "Signing in anna@example.com: the server does not have it (404). Ask your administrator "
         "whether it is set up for you."},
        {"not allowed", [](Company& c) { c.both("user/anna", "", 403); },
         "Signing in anna@example.com: the server does not allow it (403). Ask your administrator "
         "for permission."},
        {"overloaded", [](Company& c) { c.both("user/anna", "", 503); },
         std::string("Asking ") + servers +
             ": cucm1.example.com:8443: the server answered 503, it is overloaded; "
             "cucm2.example.com:8443: the server answered 503, it is overloaded. " +
             laterAdvice},
        {"broken user", [](Company& c) { c.both("user/anna", "<user><a></user>"); },
         "Signing in anna@example.com: "},
    };
}

std::vector<Row> profileRows() {
    return {
        {"no profile named",
         [](Company& c) { c.both("user/anna", "<user><userName>anna</userName></user>"); },
         std::string("Fetching the service profile: no service profile is assigned to this "
                     "account. ") +
             profileAdvice},
        {"profile not there", [](Company& c) { c.http.pages.erase(c.files + "SPDefault.cnf.xml"); },
         std::string("Fetching https://cucm1.example.com:6972/SPDefault.cnf.xml: the server does "
                     "not have it (404). ") +
             profileAdvice},
        {"broken profile",
         [](Company& c) { c.page(c.files + "SPDefault.cnf.xml", "<serviceProfile><IMand"); },
         "Fetching the service profile: "},
        {"empty profile",
         [](Company& c) { c.page(c.files + "SPDefault.cnf.xml", "<serviceProfile/>"); },
         "Fetching the service profile: "},
        {"in the cloud",
         [](Company& c) {
             c.page(c.files + "SPDefault.cnf.xml",
                    "<s><IMandPresence><Primary><ProductType>WebEx (IM and Presence)"
                    "</ProductType><Address>w.example.net</Address></Primary></IMandPresence></s>");
         },
         "Signing in anna@example.com to the cloud: the server does not have it (404). Ask your "
         "administrator whether it is set up for you."},
        {"neither messages nor phone",
         [](Company& c) {
             c.page(c.files + "SPDefault.cnf.xml",
                    "<s><CTI><Primary><Address>c</Address></Primary></CTI></s>");
             c.both("user/anna/devices", "<devices/>");
         },
         "Signing in anna@example.com: the account has neither a messaging service nor a "
         "softphone. Ask your administrator to assign a service profile or a device."},
    };
}

std::vector<Row> rows() {
    auto all = lookupRows();
    for (const auto& more : {reachRows(), accountRows(), profileRows()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

}  // namespace

class SentencesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesTheOneSentence_data() {
        QTest::addColumn<int>("row");
        const auto all = rows();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::newRow(all[i].name) << static_cast<int>(i);
        }
    }
    void givesTheOneSentence() {
        QFETCH(int, row);
        const auto one = rows()[static_cast<std::size_t>(row)];
        Company company;
        one.breaks(company);
        Attempt attempt(company);
        attempt.start(one.address, core::Secret(one.password));
        attempt.finish(company);
        QVERIFY(attempt.result.has_value());
        QVERIFY2(!attempt.isGood(), attempt.told().c_str());
        // A sentence whose middle is another room's ends with a space here; the rest is whole.
        const bool isBeginning = one.sentence.empty() || one.sentence.back() == ' ';
        if (isBeginning) {
            QVERIFY2(attempt.sentence().rfind(one.sentence, 0) == 0, attempt.told().c_str());
        } else {
            QCOMPARE(attempt.sentence(), one.sentence);
        }
        QVERIFY2(!attempt.result->error().advice.empty(), attempt.told().c_str());
        QCOMPARE(attempt.signIn.trace().verdict->sentence(), attempt.sentence());
        QVERIFY2(attempt.took < core::Milliseconds(3000),
                 std::to_string(attempt.took.count()).c_str());
        QVERIFY(attempt.told().find("Secret1") == std::string::npos);
        for (const auto& step : attempt.signIn.trace().steps) {
            QVERIFY(step.verdict != signin::Verdict::Running);
        }
    }
};

QTEST_GUILESS_MAIN(SentencesTest)
#include "SentencesTest.moc"
