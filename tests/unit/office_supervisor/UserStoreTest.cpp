// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>

#include "office/supervisor/TextFile.h"
#include "office/userstore/UserStore.h"
#include "office/userstore/people.h"

using sidetone::core::ErrorCode;
using sidetone::core::Secret;
using sidetone::office::completed;
using sidetone::office::generatePeople;
using sidetone::office::makeCredentials;
using sidetone::office::User;
using sidetone::office::UserStore;

namespace {

User person(const std::string& id, const std::string& number) {
    User user;
    user.id = id;
    user.number = number;
    user.credentials = makeCredentials(id, "office.example", Secret("secret of " + id));
    return completed(std::move(user), "office.example");
}

}  // namespace

/// The file of people, their passwords, and invented people.
class UserStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsPeopleInAPrivateFile();
    void checksPasswords();
    void findsByNameNumberAndDevice();
    void takesNamesAndNumbersOnce();
    void hearsOfChanges();
    void refusesABrokenFile();
    void namesDevices();
    void digestIsThatOfSip();
    void inventsTheSamePeopleEachTime();

private:
    [[nodiscard]] std::string file() const { return folder_.path().toStdString() + "/users.json"; }
    void clear() { (void)QFile::remove(QString::fromStdString(file())); }

    QTemporaryDir folder_;
};

void UserStoreTest::keepsPeopleInAPrivateFile() {
    clear();
    auto store = UserStore::open(file());
    QVERIFY(store && (*store)->users().empty());
    QVERIFY((*store)->add({person("anna", "2001"), person("ben", "2002")}));
    struct stat status {};
    QCOMPARE(::stat(file().c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);
    const auto text = sidetone::office::readFile(file());
    QVERIFY(text && text->find("secret of") == std::string::npos);
    auto again = UserStore::open(file());
    QVERIFY(again.has_value());
    QCOMPARE((*again)->users().size(), std::size_t{2});
    QCOMPARE((*again)->users()[1].mail, std::string("ben@office.example"));
    QCOMPARE((*again)->users()[0].externalNumber, std::string("+15550002001"));
    QVERIFY((*again)->verifyPassword("anna", Secret("secret of anna")));
}

void UserStoreTest::checksPasswords() {
    clear();
    auto store = UserStore::open(file());
    User visitor;
    visitor.id = "visitor";
    QVERIFY((*store)->add({person("anna", "2001"), completed(visitor, "office.example")}));
    QVERIFY((*store)->verifyPassword("ANNA", Secret("secret of anna")));
    QVERIFY(!(*store)->verifyPassword("anna", Secret("secret of ben")));
    QVERIFY(!(*store)->verifyPassword("anna", Secret()));
    QVERIFY(!(*store)->verifyPassword("visitor", Secret()));
    QVERIFY(!(*store)->verifyPassword("nobody", Secret("secret of anna")));
}

void UserStoreTest::findsByNameNumberAndDevice() {
    clear();
    auto store = UserStore::open(file());
    QVERIFY((*store)->add({person("anna", "2001")}));
    QCOMPARE((*store)->find("Anna")->id, std::string("anna"));
    QCOMPARE((*store)->findNumber("2001")->id, std::string("anna"));
    QCOMPARE((*store)->findDevice("csfanna")->id, std::string("anna"));
    QVERIFY((*store)->find("ann") == nullptr);
    QVERIFY((*store)->findNumber("") == nullptr);
}

void UserStoreTest::takesNamesAndNumbersOnce() {
    clear();
    auto store = UserStore::open(file());
    QVERIFY((*store)->add({person("anna", "2001")}));
    const auto sameNumber = (*store)->add({person("ben", "2002"), person("carla", "2001")});
    QVERIFY(!sameNumber);
    QVERIFY(sameNumber.error().code == ErrorCode::Busy);
    QCOMPARE((*store)->users().size(), std::size_t{1});
    QVERIFY(!(*store)->add({person("Anna", "2009")}));
    QVERIFY((*store)->remove("ANNA"));
    QVERIFY(!(*store)->remove("anna"));
}

void UserStoreTest::hearsOfChanges() {
    clear();
    auto writer = UserStore::open(file());
    auto reader = UserStore::open(file());
    int changes = 0;
    (*reader)->onChanged([&changes] { ++changes; });
    QVERIFY((*writer)->add({person("anna", "2001")}));
    QTRY_COMPARE(changes, 1);
    QVERIFY((*reader)->find("anna") != nullptr);
    QVERIFY(!(*reader)->refresh());
}

void UserStoreTest::refusesABrokenFile() {
    QVERIFY(sidetone::office::writeFile(file(), "{ not a list"));
    const auto store = UserStore::open(file());
    QVERIFY(!store);
    QVERIFY(store.error().code == ErrorCode::BadAnswer);
    clear();
}

void UserStoreTest::namesDevices() {
    QCOMPARE(sidetone::office::deviceNameFor("anna"), std::string("CSFANNA"));
    QCOMPARE(sidetone::office::deviceNameFor("j.r-long_name.of.many"),
             std::string("CSFJRLONGNAMEOF"));
}

void UserStoreTest::digestIsThatOfSip() {
    // md5("anna:office.example:pass")
    const auto credentials = makeCredentials("anna", "office.example", Secret("pass"));
    QCOMPARE(credentials.digest, std::string("eb91df031456f27b1ea14866ff8f6a34"));
    QVERIFY(credentials.directoryHash.rfind("{CRYPT}$6$", 0) == 0);
    QVERIFY(credentials.salt != makeCredentials("anna", "office.example", Secret("pass")).salt);
}

void UserStoreTest::inventsTheSamePeopleEachTime() {
    const auto all = generatePeople(0, 60, "office.example");
    const auto later = generatePeople(40, 20, "office.example");
    QCOMPARE(all.size(), std::size_t{60});
    for (std::size_t i = 0; i < later.size(); ++i) QCOMPARE(later[i].id, all[i + 40].id);
    QCOMPARE(all[3].number, std::string("100003"));
    QCOMPARE(sidetone::office::nextGenerated(all), std::size_t{60});
    QVERIFY(!all[0].canSignIn());
    clear();
    auto store = UserStore::open(file());
    QVERIFY((*store)->add(generatePeople(0, 1000, "office.example")));
}

QTEST_GUILESS_MAIN(UserStoreTest)
#include "UserStoreTest.moc"
