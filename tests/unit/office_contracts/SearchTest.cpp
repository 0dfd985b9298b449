// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <filesystem>
#include <fstream>

#include "OfficeFixture.h"
#include "config/Uds.h"

using namespace sidetone;
using test::OfficeFixture;

/// The search of people, with the real process.
class SearchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        std::vector<office::User> many;
        for (int i = 0; i < 120; ++i) {
            auto user = OfficeFixture::person("zora", "Crowd", std::to_string(4000 + i));
            user.id += std::to_string(i);
            user.deviceName.clear();
            user.credentials = {};
            many.push_back(user);
        }
        QVERIFY(office_.users().add(many).has_value());
        QVERIFY(office_.start());
    }
    void finds_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("ids");  // between commas, in order
        const auto row = [](const char* query, const char* ids) {
            QTest::newRow(query) << QByteArray(query) << QByteArray(ids);
        };
        row("name=ann", "anna");
        row("name=ANN", "anna");
        row("name=kow", "anna");
        row("name=anna.mail", "anna");
        row("name=nna", "");
        row("name=anna%20kow", "anna");
        row("name=kow%20ann", "anna");
        row("name=van%20dam", "ben");
        row("name=ben%20van%20dam", "ben");
        row("name=van%20dam%20ben", "ben");
        row("name=ben%20van%20dam%20junior", "ben");
        row("first=b", "ben");
        row("last=adams", "zoe");
        row("first=anna&last=adams", "");
        row("username=zoe", "zoe");
        row("username=zo", "");
        row("email=zoe.mail@office.example", "zoe");
        row("uri=zoe.mail@office.example", "zoe");
        row("displayname=zoe%20a", "zoe");
        row("number=200&first=b", "ben");
        row("number=%2B1(555)-0002003", "zoe");
        row("numberlast=00-2001", "anna");
        row("name=%3Cscript%3E", "");
        row("name=%C3%A9", "");
    }
    void finds() {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, ids);
        auto client = office_.uds();
        const auto answer = client.get("/cucm-uds/users?" + query.toStdString());
        QCOMPARE(answer.status, 200);
        const auto page = config::parseUdsUsers(answer.body);
        QVERIFY(page.has_value());
        std::string found;
        for (const auto& person : page->people) {
            found += (found.empty() ? "" : ",") + person.userName;
        }
        QCOMPARE(found, ids.toStdString());
    }
    void pages() {
        auto client = office_.uds();
        const auto ask = [&](const std::string& query) {
            return config::parseUdsUsers(client.get("/cucm-uds/users?" + query).body).value();
        };
        auto page = ask("last=crowd");
        QCOMPARE(page.people.size(), std::size_t(64));
        QCOMPARE(page.totalCount, 120);
        page = ask("last=crowd&start=64");
        QCOMPARE(page.people.size(), std::size_t(56));
        QCOMPARE(page.people.front().userName, std::string("zora64"));
        QCOMPARE(page.start, 64);
        page = ask("last=crowd&start=100&max=10");
        QCOMPARE(page.people.size(), std::size_t(10));
        QCOMPARE(page.requestedCount, 10);
        page = ask("last=crowd&start=500");
        QVERIFY(page.people.empty());
        QCOMPARE(page.totalCount, 120);
        QCOMPARE(ask("max=500").people.size(), std::size_t(123));
    }
    /// Release 9 has the search once a file was installed for it; later ones have it by themselves.
    void searchesByTheRelease() {
        auto client = office_.uds();
        const auto status = [&](const char* release, const char* cop) {
            answer("release", release);
            answer("cop", cop);
            return client.get("/cucm-uds/users?username=anna").status;
        };
        QCOMPARE(status("9.1.2", "none"), 404);
        QCOMPARE(client.get("/cucm-uds/version").status, 200);
        QCOMPARE(status("9.1.2", ""), 200);
        QCOMPARE(status("10.0.1", "none"), 200);
        QCOMPARE(status("", ""), 200);
    }

private:
    void answer(const std::string& name, const std::string& word) {
        std::filesystem::create_directories(office_.path("answers"));
        std::ofstream(office_.path("answers/" + name)) << word << "\n";
    }
    OfficeFixture office_;
};

QTEST_GUILESS_MAIN(SearchTest)
#include "SearchTest.moc"
