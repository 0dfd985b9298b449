// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "Rows.h"
#include "client/Client.h"
#include "integration_client/LiveClient.h"
#include "media/wav/WavFile.h"
#include "voicemail/VoicemailControl.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::Client;
using client::ClientState;
using client::Service;
using client::ServiceKind;
using client::ServiceState;
using voicemail::VoiceMessage;

ROWS("NONE-01", "VM-01", "VM-05", "AUTH-09");

namespace {

/// Longer than any pause between two tries of a service.
constexpr int patience = 70'000;

struct Life : test::LiveClient {
    [[nodiscard]] voicemail::VoicemailControl& box() const { return *client->voicemail(); }
};

std::optional<Service> line(const Client& client, ServiceKind kind) {
    const auto services = client.services();
    const auto found = std::find_if(services.begin(), services.end(),
                                    [kind](const Service& one) { return one.kind == kind; });
    if (found == services.end()) return std::nullopt;
    return *found;
}

ServiceState stateOf(const Client& client, ServiceKind kind) {
    const auto service = line(client, kind);
    return service ? service->state : ServiceState::Off;
}

bool isUp(const Client& client, ServiceKind kind) {
    return stateOf(client, kind) == ServiceState::Up;
}

QByteArray linesOf(const Client& client) {
    std::string text;
    for (const auto& service : client.services()) {
        text += std::to_string(int(service.kind)) + " is " + std::to_string(int(service.state)) +
                " at " + service.server + ": " + service.detail + "\n";
    }
    return QByteArray::fromStdString(text);
}

const VoiceMessage* find(const std::vector<VoiceMessage>& messages, const std::string& id) {
    const auto at = std::find_if(messages.begin(), messages.end(),
                                 [&id](const VoiceMessage& one) { return one.id == id; });
    return at == messages.end() ? nullptr : &*at;
}

double loudness(const media::WavSound& sound) {
    double sum = 0;
    for (const auto sample : sound.samples) sum += double(sample) * sample;
    return sound.samples.empty() ? 0 : std::sqrt(sum / double(sound.samples.size()));
}

}  // namespace

/// The five services of one address, and voicemail in use, against an office of real servers.
class VoicemailTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> office_;
    std::unique_ptr<QTemporaryDir> folder_;
    core::Owner owner_;

    [[nodiscard]] std::string place(const std::string& name) const {
        return folder_->path().toStdString() + "/" + name;
    }
    enum class Place { Inside, Outside };
    [[nodiscard]] Life live(const std::string& profile = "profile", Place from = Place::Inside) {
        auto options = test::liveOptions(*office_, place(profile), place("etc"));
        if (from == Place::Outside) {
            options.nameServers = {office_->variable("SIDETONE_NAMESERVER_OUTSIDE")};
        }
        Life life{test::liveClient(options)};
        return life;
    }
    /// Types an address and a password, nothing else.
    void signIn(Client& client, int person = 1) const {
        const auto begun = client.signIn(office_->user(person), office_->password(person));
        QVERIFY2(begun.has_value(), begun ? "" : begun.error().sentence().c_str());
        QTRY_VERIFY_WITH_TIMEOUT(client.state() != ClientState::SigningIn, 25'000);
        QVERIFY2(client.state() == ClientState::Ready,
                 client.error() ? client.error()->sentence().c_str() : "");
    }
    void signInWithVoicemail(Client& client, int person = 1) const {
        signIn(client, person);
        if (QTest::currentTestFailed()) return;
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(client, ServiceKind::Voicemail), linesOf(client).constData(),
                                  patience);
    }
    template <class T>
    core::Result<T> outcome(core::Task<T> task) {
        std::optional<core::Result<T>> result;
        std::move(task).then(owner_, [&result](core::Result<T> got) { result = std::move(got); });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, patience)) {
            owner_.cancelAll();
            return core::fail(core::ErrorCode::Timeout, "waiting");
        }
        return std::move(*result);
    }
    /// Puts a sound into somebody's box as the office's administrator; its id.
    std::string add(const std::string& person, const std::string& file) {
        const auto done = office_->run({"voicemail", person, "add", file, "--from", "+15551234"});
        return QString::fromStdString(done.output).trimmed().toStdString();
    }
    /// One of the sounds that the office has made.
    [[nodiscard]] std::string someSound() const {
        QDirIterator each(QString::fromStdString(office_->folder() + "/voicemail/anna"),
                          {u"*.wav"_s});
        return each.hasNext() ? each.next().toStdString() : std::string();
    }
    [[nodiscard]] std::string listed(const std::string& person) const {
        return office_->run({"voicemail", person, "list"}).output;
    }

private Q_SLOTS:
    void initTestCase() {
        office_ = std::make_unique<test::OfficeFixture>(SIDETONE_BIN_DIR);
        QVERIFY2(office_->start({"--people", "5", "--with", "voicemail,edge"}),
                 office_->failure().c_str());
    }
    void cleanupTestCase() { office_.reset(); }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void oneAddressGivesFiveGreenLines() {
        auto life = live();
        QElapsedTimer watch;
        watch.start();
        signIn(*life.client);
        if (QTest::currentTestFailed()) return;
        const auto signedIn = watch.elapsed();
        const auto all = {ServiceKind::Chat, ServiceKind::Calls, ServiceKind::Directory,
                          ServiceKind::Voicemail};
        QTRY_VERIFY2_WITH_TIMEOUT(
            std::all_of(all.begin(), all.end(),
                        [&life](ServiceKind kind) { return isUp(*life.client, kind); }),
            linesOf(*life.client).constData(), patience);
        qInfo("sign-in %lld ms, all five lines %lld ms after the address and password",
              static_cast<long long>(signedIn), static_cast<long long>(watch.elapsed()));
        // One prompt: nothing was asked, by any of the services.
        QVERIFY(life.client->questions().empty());
        QCOMPARE(life.client->services().size(), all.size());
        qInfo("%s", linesOf(*life.client).constData());
        // All of the same person.
        const auto calls = line(*life.client, ServiceKind::Calls)->detail;
        QVERIFY2(calls.find(office_->number(1)) != std::string::npos, calls.c_str());
        QCOMPARE(life.client->self().text(), office_->user(1));
        const auto people = outcome(life.client->search("anna"));
        QVERIFY(people && std::any_of(people->begin(), people->end(), [this](const auto& one) {
                    return one.address.text() == office_->user(1);
                }));
        for (const auto& message : life.box().messages()) {
            QVERIFY(listed("anna").find(message.id) != std::string::npos);
        }
        QCOMPARE(life.box().messages().size(), std::size_t(2));
        const auto& steps = life.client->trace().steps;
        QVERIFY(std::any_of(steps.begin(), steps.end(), [](const signin::TraceStep& step) {
            return step.name == "voicemail" && step.verdict == signin::Verdict::Done;
        }));
    }
    void aMessageIsListedHeardAndDeleted() {
        auto life = live();
        signInWithVoicemail(*life.client);
        if (QTest::currentTestFailed()) return;
        auto& box = life.box();
        const auto id = add("anna", someSound());
        QVERIFY(!id.empty());
        box.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(find(box.messages(), id) != nullptr, patience);
        const auto message = *find(box.messages(), id);
        QCOMPARE(box.messages().front().id, id);
        QCOMPARE(message.callerNumber, std::string("+15551234"));
        QVERIFY(!message.isRead && message.duration.count() >= 2000 && message.size > 16'000);
        const int unread = box.unread();

        // Played through the person's loudspeaker, which is a file here, and so read.
        const auto begun = outcome(box.play(id));
        QVERIFY2(begun.has_value(), begun ? "" : begun.error().sentence().c_str());
        QCOMPARE(box.playing(), id);
        QTRY_VERIFY_WITH_TIMEOUT(box.playing().empty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find(box.messages(), id)->isRead, patience);
        QCOMPARE(box.unread(), unread - 1);
        const auto file = outcome(box.fetch(id));
        QVERIFY(file.has_value());
        const auto sound = media::readWav(file->string());
        QVERIFY(sound && sound->rate == 8000);
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::file_size(place("profile.wav")) >
                                     std::uintmax_t(48 * 2 * message.duration.count()),
                                 patience);
        const auto heard = media::readWav(place("profile.wav"));
        QVERIFY(heard.has_value());
        const auto ratio = loudness(*heard) / loudness(*sound);
        QVERIFY2(ratio > 0.7 && ratio < 1.3, std::to_string(ratio).c_str());

        QVERIFY(outcome(box.setRead(id, false)).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(listed("anna").find("unread") != std::string::npos, patience);
        QVERIFY(outcome(box.remove(id)).has_value());
        QVERIFY(find(box.messages(), id)->isDeleted);
        QVERIFY(listed("anna").find("deleted") != std::string::npos);
        QVERIFY(outcome(box.restore(id)).has_value());
        QVERIFY(listed("anna").find("deleted") == std::string::npos);
        QVERIFY(outcome(box.remove(id)).has_value());
        QVERIFY(outcome(box.remove(id)).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(find(box.messages(), id) == nullptr, patience);
        QVERIFY(listed("anna").find(id) == std::string::npos);
    }
    void aDeadServerHarmsNoOther() {
        auto life = live();
        signInWithVoicemail(*life.client);
        if (QTest::currentTestFailed()) return;
        const auto messages = life.box().messages();
        const auto id = messages.front().id;
        QVERIFY(outcome(life.box().fetch(id)).has_value());
        QVERIFY(office_->done({"fault", "voicemail", "stop"}));
        life.box().refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(
            stateOf(*life.client, ServiceKind::Voicemail) == ServiceState::Reconnecting,
            linesOf(*life.client).constData(), patience);
        const auto detail = line(*life.client, ServiceKind::Voicemail)->detail;
        QVERIFY2(detail.find("cuc1.office.example") != std::string::npos, detail.c_str());
        for (const auto kind : {ServiceKind::Chat, ServiceKind::Calls, ServiceKind::Directory}) {
            QVERIFY2(isUp(*life.client, kind), linesOf(*life.client).constData());
        }
        // What was there is still there, also after a sign-in without the server, and plays.
        QCOMPARE(life.box().messages(), messages);
        life.client->signOut();
        QTRY_VERIFY_WITH_TIMEOUT(!life.client->isLeaving(), patience);
        signIn(*life.client);
        if (QTest::currentTestFailed()) return;
        QCOMPARE(life.box().messages(), messages);
        const auto played = outcome(life.box().play(id));
        QVERIFY2(played.has_value(), played ? "" : played.error().sentence().c_str());
        life.box().stopPlaying();
        QVERIFY(!outcome(life.box().remove(id)).has_value());
        QVERIFY(!find(life.box().messages(), id)->isDeleted);
        QVERIFY(office_->done({"fault", "voicemail", "start"}));
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(*life.client, ServiceKind::Voicemail),
                                  linesOf(*life.client).constData(), patience);
    }
    /// The releases that the chapter names: 8.5 to 10.5(2).
    void eachReleaseIsTaken() {
        for (const char* release : {"8.5.1", "8.6.2", "9.1.2", "10.0.1", "10.5.2"}) {
            QVERIFY(office_->done({"answer", "voicemail-release", release}));
            auto life = live();
            signInWithVoicemail(*life.client);
            if (QTest::currentTestFailed()) return;
            const auto says = [&life, release] {
                const auto detail = line(*life.client, ServiceKind::Voicemail)->detail;
                return detail.find(release) != std::string::npos;
            };
            QTRY_VERIFY_WITH_TIMEOUT(says(), patience);
            QVERIFY(!life.box().messages().empty());
        }
        QVERIFY(office_->done({"answer", "voicemail-release", "usual"}));
    }
    void theEdgePassesOnWhatItsListAllows() {
        auto life = live("profile", Place::Outside);
        signIn(*life.client);
        if (QTest::currentTestFailed()) return;
        QVERIFY(life.client->network().place == client::NetworkView::Place::Outside);
        QTRY_VERIFY2_WITH_TIMEOUT(
            stateOf(*life.client, ServiceKind::Voicemail) == ServiceState::Failed,
            linesOf(*life.client).constData(), patience);
        const auto detail = line(*life.client, ServiceKind::Voicemail)->detail;
        qInfo("%s", detail.c_str());
        QVERIFY2(detail.find("allow list") != std::string::npos, detail.c_str());
        QVERIFY(isUp(*life.client, ServiceKind::Chat) && isUp(*life.client, ServiceKind::Calls));
        QVERIFY(office_->done({"edge", "allow", "cuc1.office.example"}));
        life.box().refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(*life.client, ServiceKind::Voicemail),
                                  linesOf(*life.client).constData(), patience);
        const auto id = life.box().messages().front().id;
        const auto played = outcome(life.box().play(id));
        QVERIFY2(played.has_value(), played ? "" : played.error().sentence().c_str());
        QCOMPARE(life.box().playing(), id);
    }
    /// The first server does not exist. Inside the second one serves; an edge does not look for it.
    void onlyInsideIsThereASecondServer() {
        QVERIFY(QDir().mkpath(QString::fromStdString(place("etc/policy.d"))));
        QFile policy(QString::fromStdString(place("etc/policy.d/10-voicemail.conf")));
        QVERIFY(policy.open(QIODevice::WriteOnly));
        policy.write(
            "VoicemailPrimaryServer: cuc9.office.example:8443\n"
            "VoicemailBackup1Server: cuc1.office.example:8443\n");
        policy.close();
        QVERIFY(office_->done({"edge", "allow", "cuc1.office.example"}));
        QVERIFY(office_->done({"edge", "allow", "cuc9.office.example"}));
        auto inside = live();
        signInWithVoicemail(*inside.client);
        if (QTest::currentTestFailed()) return;
        QCOMPARE(line(*inside.client, ServiceKind::Voicemail)->server,
                 std::string("cuc1.office.example:8443"));
        auto outside = live("outside", Place::Outside);
        signIn(*outside.client);
        if (QTest::currentTestFailed()) return;
        QTRY_VERIFY2_WITH_TIMEOUT(
            stateOf(*outside.client, ServiceKind::Voicemail) == ServiceState::Reconnecting,
            linesOf(*outside.client).constData(), patience);
        outside.box().refresh();
        QTest::qWait(1);
        QCOMPARE(line(*outside.client, ServiceKind::Voicemail)->server,
                 std::string("cuc9.office.example:8443"));
        QVERIFY(isUp(*outside.client, ServiceKind::Chat));
        QVERIFY(isUp(*outside.client, ServiceKind::Calls));
    }
    void aServerThatRefusesSaysSo() {
        auto life = live();
        QVERIFY(office_->done({"answer", "voicemail", "403"}));
        signIn(*life.client);
        if (QTest::currentTestFailed()) return;
        QTRY_VERIFY2_WITH_TIMEOUT(
            stateOf(*life.client, ServiceKind::Voicemail) == ServiceState::Failed,
            linesOf(*life.client).constData(), patience);
        const auto detail = line(*life.client, ServiceKind::Voicemail)->detail;
        QVERIFY2(detail.find("403") != std::string::npos, detail.c_str());
        QVERIFY(office_->done({"answer", "voicemail", "usual"}));
        life.box().refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(*life.client, ServiceKind::Voicemail),
                                  linesOf(*life.client).constData(), patience);
    }
};

QTEST_GUILESS_MAIN(VoicemailTest)
#include "VoicemailTest.moc"
