// SPDX-License-Identifier: GPL-3.0-or-later
#include "Chaos.h"

#include <signal.h>

#include <QFile>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "messaging/RoomControl.h"

namespace sidetone::test {
namespace {

constexpr int firstNode = 21;
constexpr int secondNode = 22;
constexpr std::uint16_t chatPort = 5222;
constexpr int patience = 240'000;
constexpr const char* names[] = {"anna", "ben", "cleo", "dan", "eva", "finn", "gina", "hugo"};

std::vector<std::string> sorted(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return texts;
}

/// What one has and the other lacks; empty where they are the same.
std::string difference(const std::vector<std::string>& wanted,
                       const std::vector<std::string>& there) {
    std::vector<std::string> lost;
    std::vector<std::string> more;
    std::set_difference(wanted.begin(), wanted.end(), there.begin(), there.end(),
                        std::back_inserter(lost));
    std::set_difference(there.begin(), there.end(), wanted.begin(), wanted.end(),
                        std::back_inserter(more));
    if (lost.empty() && more.empty()) return {};
    auto text = std::to_string(lost.size()) + " lost, " + std::to_string(more.size()) +
                " doubled or strange:";
    for (std::size_t i = 0; i < std::min<std::size_t>(lost.size(), 5); ++i) text += " -" + lost[i];
    for (std::size_t i = 0; i < std::min<std::size_t>(more.size(), 5); ++i) text += " +" + more[i];
    return text;
}

/// How many stand behind a later one of the same program: "anna3-17" behind "anna3-18".
std::size_t lateOnes(const std::vector<std::string>& texts) {
    std::map<std::string, int> newest;
    std::size_t late = 0;
    for (const auto& text : texts) {
        const auto dash = text.rfind('-');
        const int number = std::atoi(text.c_str() + dash + 1);
        auto& last = newest.try_emplace(text.substr(0, dash), -1).first->second;
        if (number < last) ++late;
        last = std::max(last, number);
    }
    return late;
}

std::vector<std::string> roomTexts(Person& person, const core::Address& room,
                                   std::optional<messaging::Direction> direction) {
    std::vector<std::string> texts;
    for (const auto& message : person.history(room)) {
        const bool isWanted = !direction || message.direction == *direction;
        if (message.kind == messaging::MessageKind::Text && isWanted) texts.push_back(message.body);
    }
    return sorted(std::move(texts));
}

}  // namespace

Chaos::Chaos(Settings settings)
    : settings_(std::move(settings)), office_(settings_.programs), random_(settings_.seed) {}

Chaos::~Chaos() {
    for (auto& member : members_) end(member);
}

std::string Chaos::run() {
    if (auto failure = prepare(); !failure.empty()) return failure;
    for (auto& member : members_) launch(member);
    rage();
    mendAll();
    for (auto& member : members_) end(member);
    std::printf("%zu messages stored; now everybody comes back\n", messages_);
    std::fflush(stdout);
    return judge();
}

std::string Chaos::figures() const {
    std::string text;
    for (const auto& [what, times] : harm_) {
        text += what + " " + std::to_string(times) + "; ";
    }
    return text + std::to_string(messages_) + " messages stored, " + std::to_string(compared_) +
           " compared, " + std::to_string(late_) + " behind a later one";
}

bool Chaos::giveRoute(const Member& member, int number) const {
    auto network = QString::fromStdString(office_.insideAddress(0));
    network.truncate(network.lastIndexOf(QLatin1Char('.')));
    return member.machine->ip(QStringLiteral("route replace %1.0/24 via 10.9.%2.1 src 10.9.%2.10")
                                  .arg(network)
                                  .arg(number));
}

std::string Chaos::plugIn(Member& member, int number) {
    if (!settings_.hasCables) return {};
    const auto name = QString::fromStdString(member.address.user());
    member.machine =
        Machine::create(name + QStringLiteral("s"), QStringLiteral("10.9.%1.1/24").arg(number),
                        QStringLiteral("10.9.%1.10/24").arg(number));
    const bool isDone =
        member.machine && member.machine->knowsOffice() && giveRoute(member, number);
    return isDone ? std::string() : "no machine for " + member.address.user();
}

std::string Chaos::prepare() {
    std::vector<std::string> options;
    if (!settings_.with.empty()) options = {"--with", settings_.with};
    if (!office_.start(options)) return "the office did not start: " + office_.failure();
    const auto secret = folder_.filePath(QStringLiteral("password"));
    QFile file(secret);
    if (!file.open(QIODevice::WriteOnly) || file.write("chaos-and-order\n") < 0) return "no disk";
    file.close();
    const bool isPair = settings_.with == "ejabberd-pair";
    for (int i = 0; i < std::min<int>(settings_.people, std::size(names)); ++i) {
        Member member;
        const std::string name = names[i];
        member.address = core::Address::parse(name + "@" + office_.domain()).value();
        member.passwordFile =
            i < 2 ? office_.variable("SIDETONE_PASSWORD_FILE_" + std::to_string(i + 1))
                  : secret.toStdString();
        if (i >= 2 &&
            !office_.done({"user", "add", name, "--password-file", member.passwordFile})) {
            return "the office did not take " + name;
        }
        member.servers = {office_.insideAddress(i % 2 == 0 || !isPair ? firstNode : secondNode)};
        if (isPair) {
            member.servers.push_back(office_.insideAddress(i % 2 == 0 ? secondNode : firstNode));
        }
        if (auto failure = plugIn(member, i); !failure.empty()) return failure;
        members_.push_back(std::move(member));
    }
    return makeRoom();
}

std::string Chaos::makeRoom() {
    auto host = signIn(members_.front());
    if (!host || !QTest::qWaitFor([&] { return host->isReady(); }, patience)) {
        return "nobody could sign in";
    }
    auto& rooms = *host->messaging().rooms();
    if (!QTest::qWaitFor([&] { return rooms.whyNotPersistent().empty(); }, patience)) {
        return "no rooms: " + rooms.whyNotPersistent();
    }
    messaging::NewRoom plan;
    plan.name = "Chaos";
    plan.isPersistent = true;
    plan.isPublic = true;
    const auto made = Person::await(rooms.create(plan));
    if (!made) return made.error().sentence();
    room_ = *made;
    host->send(room_, "begin-0");
    for (std::size_t i = 1; i < members_.size(); ++i) {
        if (!bringIn(members_[i])) return members_[i].address.user() + " could not come in";
    }
    host->signOut();
    QTest::qWait(100);
    return {};
}

/// Who comes into a room for the first time is shown its newest messages alone.
bool Chaos::bringIn(const Member& member) const {
    const auto person = signIn(member);
    if (!person || !QTest::qWaitFor([&] { return person->isReady(); }, patience)) return false;
    auto& rooms = *person->messaging().rooms();
    if (!QTest::qWaitFor([&] { return rooms.whyNone().empty(); }, patience)) return false;
    if (!Person::await(rooms.join(room_, {}, {}))) return false;
    const bool isThere =
        QTest::qWaitFor([&] { return !roomTexts(*person, room_, {}).empty(); }, patience);
    person->signOut();
    QTest::qWait(100);
    return isThere;
}

std::string Chaos::storeOf(const Member& member) const {
    return folder_.path().toStdString() + "/" + member.address.user() + "/history.db";
}

std::unique_ptr<Person> Chaos::signIn(const Member& member) const {
    PersonSettings settings;
    settings.address = member.address;
    QFile file(QString::fromStdString(member.passwordFile));
    if (!file.open(QIODevice::ReadOnly)) return nullptr;
    settings.password = core::Secret(file.readAll().trimmed().toStdString());
    settings.resource = member.address.user() + "-desk";
    settings.server = {member.servers.front(), chatPort};
    if (member.servers.size() > 1) settings.others = {{member.servers.back(), chatPort}};
    settings.caFile = office_.caFile();
    settings.store = storeOf(member);
    auto person = std::make_unique<Person>(std::move(settings));
    person->parameters.set(config::Layer::GlobalFile, "Persistent_Chat_Enabled", "true");
    if (!person->start()) return nullptr;
    return person;
}

void Chaos::launch(Member& member) {
    QStringList peers;
    for (const auto& other : members_) {
        if (other.address != member.address) {
            peers << QString::fromStdString(other.address.text());
        }
    }
    QStringList servers;
    for (const auto& server : member.servers) servers << QString::fromStdString(server);
    const auto prefix = member.address.user() + std::to_string(member.starts++) + "-";
    member.torn.clear();
    member.program = std::make_unique<QProcess>();
    member.program->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList words{QString::fromStdString(settings_.client),
                      QString::fromStdString(member.address.text()),
                      QString::fromStdString(member.passwordFile),
                      servers.join(QLatin1Char(',')),
                      QString::fromStdString(office_.caFile()),
                      QString::fromStdString(storeOf(member)),
                      QString::fromStdString(member.address.user() + "-desk"),
                      peers.join(QLatin1Char(',')),
                      QString::fromStdString(room_.text()),
                      QString::fromStdString(prefix)};
    if (member.machine) words = member.machine->on(words);
    member.program->start(words.first(), words.mid(1));
    member.program->waitForStarted();
}

void Chaos::hear(Member& member) {
    if (!member.program) return;
    auto lines = (member.torn + member.program->readAllStandardOutput()).split('\n');
    member.torn = lines.takeLast();
    for (const auto& line : lines) {
        const auto space = line.indexOf(' ');
        member.stored[line.left(space).toStdString()].push_back(line.mid(space + 1).toStdString());
        ++messages_;
    }
}

void Chaos::end(Member& member) {
    if (!member.program) return;
    ::kill(static_cast<pid_t>(member.program->processId()), SIGKILL);
    member.program->waitForFinished();
    hear(member);
    member.program.reset();
}

int Chaos::any(int least, int most) {
    return std::uniform_int_distribution(least, most)(random_);
}

void Chaos::mendLater(int milliseconds, std::function<void()> what) {
    mends_.push_back({time_.elapsed() + milliseconds, std::move(what)});
}

void Chaos::mendAll() {
    for (const auto& mend : std::exchange(mends_, {})) mend.what();
}

void Chaos::pause(int milliseconds) {
    const auto end = time_.elapsed() + milliseconds;
    do {
        QTest::qWait(int(std::clamp<qint64>(end - time_.elapsed(), 1, 100)));
        std::vector<Mend> due;
        for (auto mend = mends_.begin(); mend != mends_.end();) {
            if (mend->due > time_.elapsed()) {
                ++mend;
                continue;
            }
            due.push_back(std::move(*mend));
            mend = mends_.erase(mend);
        }
        for (const auto& mend : due) mend.what();
        for (auto& member : members_) hear(member);
    } while (time_.elapsed() < end);
}

void Chaos::tellProgress() {
    if (time_.elapsed() - told_ < 5'000) return;
    told_ = time_.elapsed();
    std::printf("%5lld s: %d programs killed, %zu messages stored\n",
                static_cast<long long>(told_ / 1000), harm_["programs killed"], messages_);
    std::fflush(stdout);
}

void Chaos::rage() {
    time_.start();
    pause(3'000);
    while (!isStopped_ && time_.elapsed() < settings_.seconds * 1000LL &&
           harm_["programs killed"] < settings_.kills) {
        const int chance = any(0, 99);
        if (chance < 82) {
            killClient();
        } else if (chance < 88) {
            freezeClient();
        } else if (chance < 95) {
            cutCable();
        } else {
            harmServer(chance < 98);
        }
        pause(any(200, 2'500));
        tellProgress();
    }
}

int Chaos::harmTime() {
    return any(0, 3) == 0 ? any(4'000, 14'000) : any(200, 3'000);
}

Chaos::Member* Chaos::anybody() {
    const auto start = std::size_t(any(0, int(members_.size()) - 1));
    for (std::size_t i = 0; i < members_.size(); ++i) {
        auto& member = members_[(start + i) % members_.size()];
        if (!member.isHarmed) return &member;
    }
    return nullptr;
}

void Chaos::harmServer(bool isKill) {
    const int time = harmTime();
    std::string server = "prosody";
    if (settings_.with == "ejabberd") server = "ejabberd";
    if (settings_.with == "ejabberd-pair") server = any(0, 1) == 0 ? "ejabberd-1" : "ejabberd-2";
    // A node that is still on its way up cannot be harmed again.
    if (isServerHarmed_ || !office_.done({"fault", server, isKill ? "kill" : "freeze"})) return;
    ++harm_[server + (isKill ? " killed" : " frozen")];
    if (isKill) return;
    isServerHarmed_ = true;
    mendLater(time, [this, server] {
        isServerHarmed_ = false;
        if (!office_.done({"fault", server, "thaw"})) ++harm_[server + " not thawed"];
    });
}

void Chaos::killClient() {
    auto* member = anybody();
    const int away = any(0, 2) == 0 ? any(200, 3'000) : 0;
    if (member == nullptr) return;
    end(*member);
    ++harm_["programs killed"];
    if (away == 0) return launch(*member);
    member->isHarmed = true;
    mendLater(away, [this, member] {
        member->isHarmed = false;
        launch(*member);
    });
}

void Chaos::freezeClient() {
    auto* member = anybody();
    const int time = harmTime();
    if (member == nullptr) return;
    ++harm_["programs frozen"];
    const auto process = static_cast<pid_t>(member->program->processId());
    ::kill(process, SIGSTOP);
    member->isHarmed = true;
    mendLater(time, [member, process] {
        member->isHarmed = false;
        ::kill(process, SIGCONT);
    });
}

/// Pulls it out, or lets all that comes over it vanish without a word.
void Chaos::cutCable() {
    auto* member = anybody();
    const bool isPulled = any(0, 1) == 0;
    const int time = harmTime();
    if (member == nullptr || !member->machine) return;
    const int number = int(member - members_.data());
    const auto hole = QStringLiteral("10.9.%1.10/32").arg(number);
    const auto swallow = [hole](const QString& word) {
        return did({QStringLiteral("ip"), QStringLiteral("route"), word,
                    QStringLiteral("blackhole"), hole});
    };
    const bool isCut = isPulled ? member->machine->ip(QStringLiteral("link set eth0 down"))
                                : swallow(QStringLiteral("add"));
    if (!isCut) return;
    ++harm_[isPulled ? "cables pulled" : "cables gone dumb"];
    member->isHarmed = true;
    mendLater(time, [this, member, number, isPulled, swallow] {
        member->isHarmed = false;
        const bool isMended = isPulled ? member->machine->ip(QStringLiteral("link set eth0 up")) &&
                                             giveRoute(*member, number)
                                       : swallow(QStringLiteral("del"));
        if (!isMended) ++harm_["cables not mended"];
    });
}

std::string Chaos::judge() {
    std::vector<std::unique_ptr<Person>> all;
    core::Owner owner;
    for (const auto& member : members_) {
        all.push_back(signIn(member));
        if (!all.back()) return member.address.text() + " could not come back";
    }
    const auto isIn = [&](Person& person) {
        const auto found = person.messaging().rooms()->room(room_);
        return found && found->state == messaging::RoomState::Joined;
    };
    for (const auto& person : all) {
        auto& rooms = *person->messaging().rooms();
        if (!QTest::qWaitFor([&] { return person->isReady() && rooms.whyNone().empty(); },
                             patience)) {
            return person->address().text() + " does not come back";
        }
        if (!isIn(*person)) rooms.join(room_, {}, {}).then(owner, [](const core::Status&) {});
    }
    std::string failure;
    const bool isWell = QTest::qWaitFor(
        [&] {
            QTest::qWait(1'000);  // reading whole histories is work
            failure = compare(all);
            if (failure.empty()) failure = compareRoom(all);
            return failure.empty();
        },
        patience);
    if (!isWell) return failure;
    for (const auto& person : all) {
        failure = recount(*person);
        if (!failure.empty()) return failure;
    }
    return {};
}

std::string Chaos::compare(const std::vector<std::unique_ptr<Person>>& all) {
    compared_ = late_ = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < all.size(); ++j) {
            if (i == j) continue;
            const auto what =
                members_[i].address.user() + " to " + members_[j].address.user() + ": ";
            const auto& to = members_[j].address;
            const auto sent = sorted(all[i]->sent(to));
            const auto said = sorted(members_[i].stored[to.text()]);
            if (!std::includes(sent.begin(), sent.end(), said.begin(), said.end())) {
                return what + "not all that was stored is there";
            }
            const auto arrived = all[j]->received(members_[i].address);
            const auto got = sorted(arrived);
            if (const auto unlike = difference(sent, got); !unlike.empty()) return what + unlike;
            compared_ += got.size();
            late_ += lateOnes(arrived);
        }
    }
    return {};
}

std::string Chaos::compareRoom(const std::vector<std::unique_ptr<Person>>& all) {
    Texts said;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto sent = roomTexts(*all[i], room_, messaging::Direction::Out);
        const auto stored = sorted(members_[i].stored[room_.text()]);
        if (!std::includes(sent.begin(), sent.end(), stored.begin(), stored.end())) {
            return "the room: not all is there that " + members_[i].address.user() + " said";
        }
        said.insert(said.end(), sent.begin(), sent.end());
    }
    said = sorted(std::move(said));
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto unlike = difference(said, roomTexts(*all[i], room_, {}));
        if (!unlike.empty()) return "the room, at " + members_[i].address.user() + ": " + unlike;
        compared_ += said.size();
    }
    return {};
}

std::string Chaos::recount(Person& person) {
    const auto name = person.address().user();
    const auto checked = Person::await(person.store().check());
    if (!checked) return name + ": " + checked.error().sentence();
    const auto conversations = Person::await(person.messaging().conversations());
    if (!conversations) return name + ": " + conversations.error().sentence();
    for (const auto& conversation : *conversations) {
        if (conversation.peer == room_) continue;
        const auto count = int(person.received(conversation.peer).size());
        // An own answer from this device reads nothing: nobody looked at any of them.
        if (conversation.unread != count) {
            return name + " has " + std::to_string(conversation.unread) + " unread of " +
                   std::to_string(count) + " from " + conversation.peer.text();
        }
    }
    return {};
}

}  // namespace sidetone::test
