// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "Company.h"

using namespace sidetone;
using test::Attempt;
using test::Company;

namespace {

struct Damage {
    const char* name;
    std::function<std::string(const std::string&)> done;
};

std::string bomb() {
    std::string text = "<!DOCTYPE a [<!ENTITY e0 'ha'>";
    for (int i = 1; i < 30; ++i) {
        const auto old = "&e" + std::to_string(i - 1) + ";";
        text += "<!ENTITY e" + std::to_string(i) + " '" + old + old + old + old + "'>";
    }
    return text + "]><config>&e29;</config>";
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

const std::vector<Damage>& damages() {
    static const std::vector<Damage> all{
        {"empty", [](const std::string&) { return std::string(); }},
        {"cut", [](const std::string& page) { return page.substr(0, page.size() / 2); }},
        {"cut at the end", [](const std::string& page) { return page.substr(0, page.size() - 1); }},
        {"wrong encoding",
         [](const std::string& page) {
             return "<?xml version='1.0' encoding='UTF-8'?>" + page + "<!-- \xff\xfe\xc0\x80 -->";
         }},
        {"UTF-16",
         [](const std::string& page) {
             std::string wide = "\xff\xfe";
             for (const char c : page) wide += std::string{c, '\0'};
             return wide;
         }},
        {"unknown encoding",
         [](const std::string& page) {
             return "<?xml version='1.0' encoding='EBCDIC-9'?>" + page;
         }},
        {"zero bytes", [](const std::string& page) { return page + std::string(64, '\0'); }},
        {"entities", [](const std::string&) { return bomb(); }},
        {"entity of a file",
         [](const std::string&) {
             return std::string("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>");
         }},
        {"deep", [](const std::string&) { return repeated("<a>", 100'000); }},
        {"deep and whole",
         [](const std::string&) { return repeated("<a>", 20'000) + repeated("</a>", 20'000); }},
        {"wide",
         [](const std::string& page) {
             const auto root = page.substr(0, page.find('>') + 1);
             return root + repeated("<server>x.example</server>", 100'000) +
                    page.substr(root.size());
         }},
        {"attributes",
         [](const std::string&) {
             std::string text = "<user";
             for (int i = 0; i < 50'000; ++i) text += " a" + std::to_string(i) + "='x'";
             return text + "/>";
         }},
        {"another document",
         [](const std::string&) { return std::string("<html><body/></html>"); }},
        {"no XML", [](const std::string&) { return std::string(1 << 20, 'x'); }},
    };
    return all;
}

const std::vector<std::string>& pages() {
    static const std::vector<std::string> all{
        "8443/cucm-uds/version", "clusterUser?email", "user/anna",         "user/anna/devices",
        "user/anna/device/d2",   "SPDefault.cnf.xml", "jabber-config.xml", "CSFANNA.cnf.xml"};
    return all;
}

bool isPage(const std::string& url, const std::string& page) {
    const auto at = url.find(page);
    if (at == std::string::npos) return false;
    return page.find('?') != std::string::npos || at + page.size() == url.size();
}

/// Ends in time with a deployment or with one whole sentence, and without a step left over.
void check(Company& company, Attempt& attempt) {
    QElapsedTimer timer;
    timer.start();
    attempt.finish(company);
    QVERIFY(attempt.result.has_value());
    QVERIFY2(attempt.took < core::Milliseconds(20'001), attempt.told().c_str());
    QVERIFY2(timer.elapsed() < 2000, std::to_string(timer.elapsed()).c_str());
    for (const auto& step : attempt.signIn.trace().steps) {
        QVERIFY2(step.verdict != signin::Verdict::Running, step.name.c_str());
        QVERIFY2(step.answer.size() < 4000, (step.name + ": " + step.answer).c_str());
    }
    if (attempt.isGood()) return;
    const auto& error = attempt.result->error();
    QVERIFY2(!error.tried.empty() && !error.answer.empty() && !error.advice.empty(),
             error.sentence().c_str());
    QVERIFY2(error.sentence().size() < 4000, error.sentence().c_str());
    QVERIFY(error.sentence().find("root:") == std::string::npos);
}

}  // namespace

class HostileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesHostilePages_data() {
        QTest::addColumn<int>("page");
        QTest::addColumn<int>("damage");
        for (std::size_t page = 0; page < pages().size(); ++page) {
            for (std::size_t damage = 0; damage < damages().size(); ++damage) {
                QTest::addRow("%s of %s", damages()[damage].name, pages()[page].c_str())
                    << static_cast<int>(page) << static_cast<int>(damage);
            }
        }
    }
    void survivesHostilePages() {
        QFETCH(int, page);
        QFETCH(int, damage);
        Company company;
        int changed = 0;
        for (auto& [url, one] : company.http.pages) {
            if (!isPage(url, pages()[static_cast<std::size_t>(page)])) continue;
            one.body = damages()[static_cast<std::size_t>(damage)].done(one.body);
            ++changed;
        }
        QVERIFY(changed > 0);
        Attempt attempt(company);
        attempt.start();
        check(company, attempt);
    }
    void survivesTenThousandRecords() {
        Company company;
        auto& records = company.resolver.services["_cisco-uds._tcp.example.com"];
        for (int i = 0; i < 10'000; ++i) {
            net::SrvRecord record;
            record.target = "n" + std::to_string(i) + ".example.com";
            record.port = 8443;
            record.priority = 9;
            record.weight = 100;
            records.push_back(record);
        }
        Attempt attempt(company);
        attempt.start();
        check(company, attempt);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QVERIFY((*attempt.result)->udsServers.size() <= 32);
        QVERIFY((*attempt.result)->remembered.ciscoUds.size() <= 256);
    }
    void survivesTenThousandDeadServers() {
        Company company;
        auto& records = company.resolver.services["_cisco-uds._tcp.example.com"];
        records.assign(10'000, records.front());
        for (std::size_t i = 0; i < records.size(); ++i) {
            records[i].target = "n" + std::to_string(i) + ".example.com";
        }
        company.http.frozen = {"https://"};
        Attempt attempt(company);
        attempt.start();
        check(company, attempt);
        QVERIFY2(attempt.took < core::Milliseconds(3000), attempt.told().c_str());
        QVERIFY(company.http.asked.size() <= 32);
    }
    void survivesRecordsThatLeadToThemselves() {
        Company company;
        company.resolver.services["_cisco-uds._tcp.example.com"].clear();
        company.resolver.addSrv("_cisco-uds._tcp.example.com", "_cisco-uds._tcp.example.com", 8443);
        company.http.failures["https://_cisco-uds"] =
            core::fail(core::ErrorCode::NotFound, "x", "no such host", "Ask.");
        Attempt attempt(company);
        attempt.start();
        check(company, attempt);
        QVERIFY(!attempt.isGood());
    }
    void survivesTenThousandNodes() {
        Company company;
        std::string list = "<servers>";
        for (int i = 0; i < 10'000; ++i) {
            list += "<server>n" + std::to_string(i) + ".example.com</server>";
        }
        const std::string far = "https://far.example.com:8443/cucm-uds/";
        company.page(far + "servers", list + "</servers>");
        company.page(far + "version",
                     "<versionInformation><version>9.1.2</version></versionInformation>");
        company.both("clusterUser?email=anna%40example.com",
                     "<clusterUser><result found='true' uri='" + far +
                         "user/anna'/><homeCluster serversUri='" + far +
                         "servers'>far.example.com</homeCluster></clusterUser>");
        Attempt attempt(company);
        attempt.start();
        check(company, attempt);
        QVERIFY(company.http.asked.size() < 200);
    }
    void survivesCircles() {
        Company company;
        for (const auto& [url, page] : company.http.pages) company.http.redirects[url] = url;
        Attempt attempt(company);
        attempt.start();
        check(company, attempt);
        QVERIFY(!attempt.isGood());
    }
    void survivesSlowServers() {
        Company company;
        company.http.delay = core::Milliseconds(2400);
        Attempt attempt(company);
        attempt.start();
        check(company, attempt);
    }
};

QTEST_GUILESS_MAIN(HostileTest)
#include "HostileTest.moc"
