// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <memory>

#include "DirectoryClients.h"
#include "Radicale.h"
#include "Rows.h"
#include "client/people/AddressBookControl.h"

ROWS("DIR-16");

using namespace sidetone;
using client::ClientState;
using directory::BookState;
using test::DirectoryLife;

/// The whole client with the person's own address books: a CardDAV server and a file, beside the
/// organisation's directory.
class BooksTest : public QObject {
    Q_OBJECT
    test::DirectoryClients clients_;
    test::OfficeFixture& office_ = clients_.office;
    std::unique_ptr<test::Radicale> server_;
    DirectoryLife life_;

    static constexpr int imp1 = 21;
    [[nodiscard]] std::string server(const std::string& path = {}) const {
        return "https://imp1." + office_.domain() + ":" + std::to_string(test::Radicale::port) +
               path;
    }
    void use(const std::string& address, const std::string& user = "anna",
             const std::string& password = "books-4711") const {
        QVERIFY(life_.client->setPreference("AddressBookServer", address));
        QVERIFY(life_.client->setPreference("AddressBookUser", user));
        auto* books = life_.client->people()->addressBooks();
        QVERIFY(test::awaited(books->setPassword(core::Secret(password))));
    }
    /// Reads now.
    [[nodiscard]] BookState read() const {
        const auto states = test::awaited(life_.client->people()->addressBooks()->read());
        return states && !states->empty() ? states->back() : BookState();
    }
    [[nodiscard]] QByteArray trouble() const {
        const auto state = read();
        return state.trouble ? QByteArray::fromStdString(state.trouble->sentence()) : QByteArray();
    }
    /// Everybody whom a search finds with that name, each as "name: numbers;".
    [[nodiscard]] QByteArray found(const std::string& text, const std::string& name) const {
        const auto people = test::awaited(life_.client->people()->search(text, 20, {}));
        if (!people) return QByteArray::fromStdString(people.error().sentence());
        QByteArray all;
        for (const auto& person : people->people) {
            if (person.name.find(name) == std::string::npos) continue;
            all += QByteArray::fromStdString(person.name) + ":";
            for (const auto& number : person.numbers) all += " " + QByteArray(number.c_str());
            all += ";";
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5", "--contacts", "0"}), office_.failure().c_str());
        server_ = std::make_unique<test::Radicale>(office_, imp1, "prosody");
        server_->put(QStringLiteral("dora"),
                     "FN:Dora Own\r\nTEL;TYPE=CELL:+1 555 555 0104\r\n"
                     "EMAIL:dora@private.example\r\n");
        // A colleague, with what the organisation does not know of them.
        server_->put(QStringLiteral("ben"), QByteArray("FN:Benny\r\nTEL;TYPE=HOME:+1 555 555 0177"
                                                       "\r\nEMAIL:") +
                                                office_.user(2).c_str() + "\r\n");
        server_->put(QStringLiteral("emil"), "FN:Emil Old\r\nTEL:+1 555 555 0105\r\n");
        QVERIFY2(server_->start(), server_->output());
        life_ = clients_.signIn();
        QVERIFY(life_.client->state() == ClientState::Ready);
    }
    void cleanupTestCase() {
        life_ = {};
        server_.reset();
    }

    /// From the name of the host alone, over TLS by the office's authority.
    void readsTheBookAndFindsItsPeople() {
        use(server());
        const auto state = read();
        QVERIFY2(!state.trouble, trouble());
        QCOMPARE(state.books, std::vector<std::string>{"Friends"});
        QCOMPARE(state.people, std::size_t(3));
        QCOMPARE(found("dora", "Dora"), QByteArray("Dora Own: +1 555 555 0104;"));
        const auto who = test::awaited(life_.client->people()->resolve("sip:+15555550105@any"));
        QVERIFY(who && *who);
        QCOMPARE((*who)->name, std::string("Emil Old"));
    }

    /// Who is in the directory, in the server's book and in a file of vCards is there once.
    void showsNobodyTwice() {
        std::ofstream(life_.folder + "/own.vcf", std::ios::binary)
            << "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dora Own\r\nTEL:+1 555 555 0104\r\n"
               "TEL:+1 555 555 0188\r\nEND:VCARD\r\n";
        QVERIFY(life_.client->setPreference("LocalAddressBook", "own.vcf"));
        QCOMPARE(found("dora", "Dora").count(';'), qsizetype(1));
        QVERIFY2(found("dora", "Dora").contains("0188"), found("dora", "Dora"));
        const auto ben = found("ben", "Ben");
        QVERIFY2(ben.count(';') == 1, ben);
        // By whichever name answered first, with the numbers of both.
        QVERIFY2(ben.contains("+1 555 555 0177") && ben.contains(office_.number(2).c_str()), ben);
        QVERIFY(life_.client->setPreference("LocalAddressBook", ""));
    }

    void followsWhatChangesOnTheServer() {
        server_->put(QStringLiteral("dora"), "FN:Dora Moved\r\nTEL:+1 555 555 0106\r\n");
        server_->put(QStringLiteral("fred"), "FN:Fred New\r\nTEL:+1 555 555 0107\r\n");
        server_->remove(QStringLiteral("emil"));
        QVERIFY2(trouble().isEmpty(), trouble());
        QCOMPARE(found("dora", "Dora"), QByteArray("Dora Moved: +1 555 555 0106;"));
        QCOMPARE(found("fred", "Fred"), QByteArray("Fred New: +1 555 555 0107;"));
        QCOMPARE(found("emil", "Emil"), QByteArray());
    }

    void saysInWordsWhatIsWrong() {
        use(server(), "anna", "wrong-0815");
        QVERIFY2(trouble().contains("does not take this user name and password"), trouble());
        QVERIFY(!trouble().contains("wrong-0815"));
        // A certificate for another name, and a server that is not there.
        QVERIFY(office_.done({"dns", "set", "books", "A", office_.insideAddress(imp1)}));
        use("https://books." + office_.domain() + ":5232");
        QVERIFY2(read().trouble && read().trouble->code == core::ErrorCode::Untrusted, trouble());
        use("https://imp1." + office_.domain() + ":5233");
        QVERIFY2(read().trouble && read().trouble->code == core::ErrorCode::Refused, trouble());
        use(server());
        QVERIFY2(trouble().isEmpty(), trouble());
    }

    /// The terminal shows the same.
    void theTerminalTells() {
        QProcess terminal;
        auto environment = QProcessEnvironment::systemEnvironment();
        terminal.setProcessEnvironment(environment);
        const auto file = QString::fromStdString(life_.folder + ".password");
        std::ofstream(file.toStdString()) << office_.password(1).reveal();
        terminal.start(
            QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"),
            {QStringLiteral("--profile"), QString::fromStdString(life_.folder + ".terminal"),
             QStringLiteral("--nameserver"), QString::fromStdString(office_.nameServer()),
             QStringLiteral("--ca"), QString::fromStdString(office_.caFile()),
             QStringLiteral("--password-file"), file, QStringLiteral("serve"),
             QString::fromStdString(office_.user(1))});
        QVERIFY(terminal.waitForStarted());
        const auto answer = [&](const QByteArray& wanted) {
            for (int i = 0; i < 3'000; ++i) {
                while (terminal.canReadLine()) {
                    const auto line = terminal.readLine();
                    if (line.contains(wanted)) return line;
                }
                QTest::qWait(10);
            }
            return QByteArray();
        };
        QVERIFY(!answer("signin.ready").isEmpty());
        terminal.write("{\"id\":1,\"command\":\"set\",\"name\":\"AddressBookServer\",\"value\":\"" +
                       QByteArray::fromStdString(server()) + "\"}\n");
        terminal.write(
            "{\"id\":2,\"command\":\"set\",\"name\":\"AddressBookUser\",\"value\":\"anna\"}\n"
            "{\"id\":3,\"command\":\"address-book-password\",\"password\":\"books-4711\"}\n"
            "{\"id\":4,\"command\":\"address-books\"}\n");
        const auto books = answer("\"id\":4");
        QVERIFY2(books.contains("\"Friends\"") && books.contains("\"count\":3"), books);
        QVERIFY2(!books.contains("trouble"), books);
        terminal.closeWriteChannel();
        QVERIFY(terminal.waitForFinished(20'000));
    }

    /// The copy answers in the next life too, without the server.
    void answersWithoutTheServer() {
        server_->stop();
        const auto profile = life_.folder;
        life_ = {};
        life_ = clients_.signIn(1, test::DirectoryClients::Where::Inside, profile);
        QVERIFY(life_.client->state() == ClientState::Ready);
        QCOMPARE(found("fred", "Fred"), QByteArray("Fred New: +1 555 555 0107;"));
        const auto state = read();
        QVERIFY(state.trouble.has_value());
        QCOMPARE(state.people, std::size_t(3));
        // What is switched off is forgotten.
        QVERIFY(life_.client->setPreference("AddressBookServer", ""));
        QCOMPARE(found("fred", "Fred"), QByteArray());
    }
};

QTEST_GUILESS_MAIN(BooksTest)
#include "BooksTest.moc"
