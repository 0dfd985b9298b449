// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "FakeHttpClient.h"
#include "VirtualClock.h"
#include "directory/UdsSource.h"
#include "directory/udsRelease.h"

using namespace sidetone;
using namespace sidetone::directory;

/// Call managers that can search people, and those that cannot (DIR-17).
class UdsReleaseTest : public QObject {
    Q_OBJECT
private:
    /// What comes of a search at a server of this release; `body` empty: it has no such resource.
    static core::Result<std::vector<Person>> search(const std::string& release,
                                                    const std::string& body) {
        test::VirtualClock clock;
        test::FakeHttpClient http(clock);
        http.special = [&body](const net::HttpRequest&) {
            test::FakeHttpClient::Page page;
            page.status = body.empty() ? 404 : 200;
            page.body = body;
            return std::optional(page);
        };
        UdsAccess access;
        access.servers = {{"cucm1.example", 8443}, {"cucm2.example", 8443}};
        access.release = release;
        access.presenceDomain = "example";
        UdsSource source(http, access);
        core::Owner owner;
        core::Result<std::vector<Person>> result =
            core::fail(core::ErrorCode::Internal, "It never ended");
        source.search("anna", 5).then(owner, [&result](auto people) { result = people; });
        clock.advance(core::Milliseconds(1000));
        return result;
    }

private Q_SLOTS:
    void knowsTheReleases() {
        for (const char* release :
             {"10.0.1", "10.0.1.10000-24", "10.5.2", "11.0", "12.5.1", "14"}) {
            QVERIFY2(peopleSearchOf(release) == UdsPeopleSearch::Included, release);
        }
        for (const char* release : {"9.1.2", "9.1.2.10000-28", "10.0", "9.2"}) {
            QVERIFY2(peopleSearchOf(release) == UdsPeopleSearch::WithFile, release);
        }
        for (const char* release : {"9.1.1", "9.1", "9.0.1", "8.6.2", "9"}) {
            QVERIFY2(peopleSearchOf(release) == UdsPeopleSearch::Missing, release);
        }
        // A release that is not known is not held against anybody.
        for (const char* release : {"", "nonsense", "x.y.z"}) {
            QVERIFY2(peopleSearchOf(release) == UdsPeopleSearch::Included, release);
        }
    }

    void saysWhatTheReleaseWants() {
        const auto old = search("9.1.2", "");
        QVERIFY(!old && old.error().code == core::ErrorCode::Unsupported);
        QVERIFY(old.error().answer.find("release 9.1.2") != std::string::npos);
        QVERIFY(old.error().advice.find("cmterm-cucm-uds-912-5.cop.sgn") != std::string::npos);
        const auto older = search("9.0.1", "");
        QVERIFY(!older && older.error().code == core::ErrorCode::Unsupported);
        QVERIFY(older.error().answer.find("9.1(2)") != std::string::npos);
        // A release that has it: somebody else said "not found".
        const auto newer = search("10.0.1", "");
        QVERIFY(!newer && newer.error().code == core::ErrorCode::BadAnswer);
        QVERIFY(newer.error().sentence().find("cop") == std::string::npos);
    }

    void searchesWhereTheServerCan() {
        const std::string page =
            "<users start=\"0\" requestedCount=\"5\" returnedCount=\"1\" totalCount=\"1\"><user>"
            "<userName>anna</userName><displayName>Anna</displayName></user></users>";
        for (const char* release : {"9.1.1", "9.1.2", "10.0.1"}) {
            const auto found = search(release, page);
            QVERIFY2(found, release);
            QCOMPARE(found->size(), std::size_t(1));
            QCOMPARE(found->front().address.text(), std::string("anna@example"));
        }
    }
};

QTEST_GUILESS_MAIN(UdsReleaseTest)
#include "UdsReleaseTest.moc"
