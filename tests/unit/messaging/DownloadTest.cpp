// SPDX-License-Identifier: GPL-3.0-or-later
// A file on its way from a server that cuts it off, stands still or starts anew.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <deque>

#include "MessagingScript.h"
#include "config/Settings.h"
#include "messaging/FileControl.h"
#include "net/HttpBody.h"
#include "net/HttpClient.h"

using namespace sidetone;
using core::ErrorCode;
using messaging::TransferState;
using test::MessagingScript;
using std::chrono_literals::operator""s;

namespace {

/// A server that keeps one file and does at each request what it is told.
class ToldServer final : public net::HttpClient {
public:
    struct Turn {
        int status = 200;                       ///< 0: no answer at all
        std::size_t bytes = std::string::npos;  ///< how many it gives before the end
        std::optional<ErrorCode> ends{};        ///< how, where it is not the file's end
    };

    explicit ToldServer(core::Clock& clock) : clock_(clock) {}

    std::string file;
    std::deque<Turn> turns;
    std::vector<std::size_t> asked;  ///< from which byte on

    [[nodiscard]] core::Task<net::HttpResponse> send(net::HttpRequest request) override {
        std::size_t from = 0;
        for (const auto& [name, value] : request.headers) {
            if (name == "Range") from = std::stoul(value.substr(6));
        }
        asked.push_back(from);
        Turn turn;
        if (!turns.empty()) turn = turns.front();
        if (!turns.empty()) turns.pop_front();
        core::Promise<net::HttpResponse> promise;
        auto task = promise.task();
        timers_.push_back(
            clock_.after(core::Milliseconds(10), [this, promise, turn, from, sink = request.sink] {
                promise.settle(play(turn, from, *sink));
            }));
        return task;
    }

private:
    core::Result<net::HttpResponse> play(const Turn& turn, std::size_t from, net::HttpSink& sink) {
        net::HttpResponse head;
        head.status = turn.status == 200 && from > 0 ? 206 : turn.status;
        const auto left = file.size() - from;
        head.headers = {{"content-length", std::to_string(left)}};
        if (from > 0) {
            head.headers.emplace_back("content-range", "bytes " + std::to_string(from) + "-" +
                                                           std::to_string(file.size() - 1) + "/" +
                                                           std::to_string(file.size()));
        }
        if (turn.status == 200 && sink.begin(head)) {
            (void)sink.take(std::string_view(file).substr(from, std::min(left, turn.bytes)));
        }
        if (turn.ends) return core::fail(*turn.ends, "Asking the server", "it went wrong");
        return head;
    }

    core::Clock& clock_;
    std::vector<core::Timer> timers_;
};

}  // namespace

class DownloadTest : public QObject {
    Q_OBJECT

    struct Stage {
        MessagingScript script;
        QTemporaryDir folder;
        config::Settings settings;
        ToldServer server{script.clock};
        std::int64_t id = 0;

        Stage() {
            settings.set(config::Layer::GlobalFile, "MyJabberFilesLocation",
                         folder.path().toStdString());
            for (int i = 0; i < 10'000; ++i) server.file += std::to_string(i * 7);
            script.equip = [this](messaging::Ports& ports) {
                ports.http = [this]() -> net::HttpClient& { return server; };
                ports.settings = [this]() -> const config::Settings& { return settings; };
            };
            script.killProgram();
            script.startProgram();
            script.signIn();
            const std::string url = "https://files.example.net/report.bin";
            script.server(MessagingScript::message(
                "m1", url, "a1", "<x xmlns='jabber:x:oob'><url>" + url + "</url></x>"));
            if (!script.added.empty()) id = script.added.back().id;
        }
        void accept() {
            script.messaging->files()->accept(id);
            script.clock.settle();
        }
        /// What the server says to being asked for its services: none.
        void tellServices() {
            const auto said = script.client();
            const auto at = said.rfind("disco#items");
            QVERIFY(at != std::string::npos);
            answer(said, at, "<query xmlns='http://jabber.org/protocol/disco#items'/>");
            const auto more = script.client();
            const auto info = more.rfind("disco#info");
            QVERIFY(info != std::string::npos);
            answer(more, info, "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        }
        void answer(const std::string& said, std::size_t at, const std::string& payload) {
            const auto begin = said.find(" id='", said.rfind("<iq", at)) + 5;
            script.server("<iq type='result' from='example.net' id='" +
                          said.substr(begin, said.find('\'', begin) - begin) + "'>" + payload +
                          "</iq>");
        }
        [[nodiscard]] const messaging::Attachment* file() const {
            return script.changed.empty() ? nullptr : &*script.changed.back().attachment;
        }
        /// Lets time pass until the transfer is over. What is written is written by a thread.
        [[nodiscard]] bool comesTo(TransferState state) {
            return QTest::qWaitFor(
                [&] {
                    if (file() != nullptr && file()->state == state) return true;
                    script.server(" ");  // the chat connection lives
                    script.clock.advance(core::Milliseconds(100));
                    return file() != nullptr && file()->state == state;
                },
                20'000);
        }
        [[nodiscard]] std::string kept() const {
            QFile file(QString::fromStdString(this->file()->path));
            return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
        }
    };

private Q_SLOTS:
    void goesOnAfterEveryCut() {
        Stage stage;
        stage.server.turns = {{200, 1000, ErrorCode::BadAnswer},
                              {200, 2000, ErrorCode::Timeout},
                              {200, 1, ErrorCode::Unreachable}};
        stage.accept();
        stage.tellServices();
        QVERIFY(stage.comesTo(TransferState::Done));
        QCOMPARE(stage.server.asked, (std::vector<std::size_t>{0, 1000, 3000, 3001}));
        QCOMPARE(stage.kept(), stage.server.file);
    }
    /// What came stays, and the server gets half a minute.
    void outlivesAServerThatStandsStill() {
        Stage stage;
        stage.server.turns = {{200, 5000, ErrorCode::BadAnswer},
                              {0, 0, ErrorCode::Unavailable},
                              {0, 0, ErrorCode::Refused},
                              {0, 0, ErrorCode::Timeout},
                              {503},
                              {200, 6000, ErrorCode::BadAnswer},
                              {0, 0, ErrorCode::Unavailable}};
        stage.accept();
        stage.tellServices();
        QVERIFY(stage.comesTo(TransferState::Done));
        QCOMPARE(stage.server.asked,
                 (std::vector<std::size_t>{0, 5000, 5000, 5000, 5000, 5000, 11000, 11000}));
        QCOMPARE(stage.kept(), stage.server.file);
    }
    /// It said what it gives, and stood still before the first byte.
    void goesOnAfterACutBeforeTheFirstByte() {
        Stage stage;
        stage.server.turns = {{200, 0, ErrorCode::BadAnswer}, {0, 0, ErrorCode::Timeout}};
        stage.accept();
        stage.tellServices();
        QVERIFY(stage.comesTo(TransferState::Done));
        QCOMPARE(stage.server.asked, (std::vector<std::size_t>{0, 0, 0}));
        QCOMPARE(stage.kept(), stage.server.file);
    }
    void givesUpInTheEnd() {
        Stage stage;
        stage.server.turns = {{200, 5000, ErrorCode::BadAnswer}};
        stage.server.turns.insert(stage.server.turns.end(), 20, {0, 0, ErrorCode::Unavailable});
        stage.accept();
        stage.tellServices();
        QVERIFY(stage.comesTo(TransferState::Failed));
        QCOMPARE(stage.server.asked.size(), 7U);
        QVERIFY(stage.file()->failure.find("it went wrong") != std::string::npos);
    }
    void saysAtOnceWhatNeverBegan() {
        Stage stage;
        stage.server.turns = {{0, 0, ErrorCode::Unavailable}};
        stage.accept();
        stage.tellServices();
        QVERIFY(stage.comesTo(TransferState::Failed));
        QCOMPARE(stage.server.asked.size(), 1U);
    }
    /// A question that nobody answered is asked again, because the file waits for it.
    void asksAgainWhatTheServerOffers() {
        Stage stage;
        stage.accept();
        QVERIFY(stage.script.client().find("disco#items") != std::string::npos);
        for (int second = 0; second < 31; ++second) {
            stage.script.server(" ");
            stage.script.clock.advance(1s);
        }
        stage.tellServices();
        QVERIFY(stage.comesTo(TransferState::Done));
        QCOMPARE(stage.kept(), stage.server.file);
    }
};

QTEST_GUILESS_MAIN(DownloadTest)
#include "DownloadTest.moc"
