// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Play.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QTimer>
#include <cmath>
#include <numbers>

#include "media/wav/WavFile.h"

namespace sidetone::demo {

using namespace Qt::StringLiterals;
using core::Result;
using core::Status;

namespace {

constexpr int toneRate = 48'000;
constexpr double toneLevel = -12;  // dB below full scale

Program::Test eventIs(const QString& name) {
    return [name](const QJsonObject& event) { return event.value(u"event"_s) == name; };
}

/// Two seconds of a tone: a whole number of periods, so that its repetition has no click.
Status writeTone(const QString& path, double frequency) {
    media::WavSound sound;
    sound.rate = toneRate;
    const double peak = 32767.0 * std::pow(10.0, toneLevel / 20.0);
    for (int i = 0; i < 2 * toneRate; ++i) {
        const double phase = 2.0 * std::numbers::pi * frequency * i / toneRate;
        sound.samples.push_back(static_cast<std::int16_t>(std::lround(peak * std::sin(phase))));
    }
    return media::writeWav(path.toStdString(), sound);
}

Status statusOf(const Result<QJsonObject>& result) {
    if (result) return {};
    return result.error();
}

QString passwordIn(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(source.readLine()).trimmed();
}

}  // namespace

Play::Play(Stage& stage, Report& report) : stage_(stage), report_(report) {}
Play::~Play() = default;

bool Play::run() {
    report_.heading(u"The office"_s);
    for (const auto& line : stage_.officeText().split(u'\n', Qt::SkipEmptyParts)) {
        report_.line(0, u""_s, line);
    }
    report_.heading(u"Two people sign in, by nothing but their addresses and passwords"_s);
    if (!prepare(anna_, 1, 440) || !prepare(ben_, 2, 880)) return false;
    failedSignIn();
    const bool signedIn = signIn(anna_, 1) && signIn(ben_, 2);
    showSignIn(anna_);
    showSignIn(ben_);
    if (!signedIn) return false;
    showServices(anna_);
    showServices(ben_);
    presence();
    messages();
    call();
    return true;
}

bool Play::prepare(Actor& actor, int index, double frequency) {
    actor.address = stage_.user(index);
    actor.name = actor.address.section(u'@', 0, 0);
    actor.number = stage_.number(index);
    actor.frequency = frequency;
    const auto folder = stage_.folder() + u'/' + actor.name;
    QDir().mkpath(folder);
    actor.heard = folder + u"/heard.wav"_s;
    const auto tone = folder + u"/tone.wav"_s;
    if (auto written = writeTone(tone, frequency); !written) {
        return report_.check(actor.name + u": making the tone"_s, written);
    }
    QStringList arguments{
        u"--profile"_s, folder + u"/profile"_s, u"--audio-in"_s, tone,        u"--audio-out"_s,
        actor.heard,    u"--geometry"_s,        u"1120x720"_s,   u"--drive"_s};
    actor.program = std::make_unique<Program>(actor.name, stage_.programs() + u"/sidetone"_s,
                                              arguments, stage_.environment());
    return report_.check(actor.name + u": the window is started"_s, actor.program->start());
}

/// The lines of Connection Status: with the sign-in, five of one address.
void Play::showServices(Actor& actor) {
    report_.heading(u"What %1 has by one address and one password"_s.arg(actor.address));
    const auto status = actor.program->ask(u"status"_s);
    report_.check(u"signed in as "_s + actor.address,
                  status && status->value(u"state"_s) == u"ready"_s,
                  status ? status->value(u"name"_s).toString() : QString());
    for (const auto& name : {u"chat"_s, u"calls"_s, u"directory"_s, u"voicemail"_s}) {
        const auto up = actor.program->waitFor(name, [&name](const QJsonObject& event) {
            return event.value(u"event"_s) == u"service"_s && event.value(u"service"_s) == name &&
                   event.value(u"state"_s) == u"up"_s;
        });
        report_.check(
            name, up.has_value(),
            up ? up->value(u"server"_s).toString() + u": "_s + up->value(u"detail"_s).toString()
               : QString::fromStdString(up.error().sentence()));
    }
}

void Play::failedSignIn() {
    const auto answer = anna_.program->ask(
        u"signin"_s, {{u"address"_s, anna_.address}, {u"password"_s, u"not the password"_s}});
    auto failed =
        answer ? anna_.program->waitFor(u"the refusal"_s, eventIs(u"signin.failed"_s)) : answer;
    report_.check(u"a wrong password ends in one sentence"_s,
                  failed && failed->value(u"code"_s) == u"unauthorised"_s,
                  failed ? failed->value(u"sentence"_s).toString()
                         : QString::fromStdString(failed.error().sentence()));
    screenshot(anna_, u"signin-failed"_s);
}

bool Play::signIn(Actor& actor, int index) {
    actor.program->mark();
    const auto asked = actor.program->ask(
        u"signin"_s,
        {{u"address"_s, actor.address}, {u"password"_s, passwordIn(stage_.passwordFile(index))}});
    auto ready = asked ? actor.program->waitFor(
                             u"the end of the sign-in"_s,
                             [](const QJsonObject& event) {
                                 const auto name = event.value(u"event"_s).toString();
                                 return name == u"signin.ready"_s || name == u"signin.failed"_s;
                             },
                             25'000)
                       : asked;
    const bool isReady = ready && ready->value(u"event"_s) == u"signin.ready"_s;
    return report_.check(actor.name + u" is signed in"_s, isReady,
                         !ready ? QString::fromStdString(ready.error().sentence())
                         : isReady
                             ? u"all steps in %1 ms"_s.arg(ready->value(u"took_ms"_s).toInteger())
                             : ready->value(u"sentence"_s).toString());
}

void Play::showSignIn(const Actor& actor) {
    report_.heading(u"How %1 was signed in"_s.arg(actor.address));
    const auto trace = actor.program->ask(u"trace"_s);
    if (!trace) return;
    const auto steps = trace->value(u"trace"_s).toObject().value(u"steps"_s).toArray();
    for (const auto& value : steps) {
        const auto step = value.toObject();
        report_.line(
            step.value(u"took_ms"_s).toInteger(), step.value(u"verdict"_s).toString(),
            step.value(u"title"_s).toString() + u" -- "_s + step.value(u"answer"_s).toString());
    }
}

void Play::presence() {
    report_.heading(u"Presence"_s);
    const auto sees = [](const QString& address, const QString& state, const QString& text) {
        return [=](const QJsonObject& event) {
            const auto presence = event.value(u"presence"_s).toObject();
            return event.value(u"event"_s) == u"presence"_s &&
                   event.value(u"address"_s) == address && presence.value(u"state"_s) == state &&
                   presence.value(u"text"_s) == text;
        };
    };
    const auto change = [&](Actor& who, Actor& other, const QString& state, const QString& text) {
        auto set = who.program->ask(u"presence"_s, {{u"state"_s, state}, {u"text"_s, text}});
        if (set) {
            set =
                other.program->waitFor(who.name + u"'s presence"_s, sees(who.address, state, text));
        }
        report_.check(u"%1 sees %2: %3 \"%4\""_s.arg(other.name, who.name, state, text),
                      statusOf(set));
    };
    change(anna_, ben_, u"dnd"_s, u"Writing the report"_s);
    change(ben_, anna_, u"away"_s, u"Back at 14:30"_s);
    change(anna_, ben_, u"available"_s, u""_s);
    change(ben_, anna_, u"available"_s, u"At my desk"_s);
    screenshot(anna_, u"hub"_s);
}

void Play::messages() {
    report_.heading(u"Ten messages each way"_s);
    sendTen(anna_, ben_);
    sendTen(ben_, anna_);
    (void)anna_.program->ask(u"show"_s, {{u"chat"_s, ben_.address}});
    (void)ben_.program->ask(u"show"_s, {{u"chat"_s, anna_.address}});
    screenshot(anna_, u"chat"_s);
}

void Play::sendTen(Actor& from, Actor& to) {
    static const QStringList words{
        u"Good morning!"_s,
        u"Did the new trunks come up in the night?"_s,
        u"The support team says that two phones on the third floor are still silent."_s,
        u"Probably the old VLAN. I will look at it."_s,
        u"Here are the addresses: 00:1b:54:9a:10:7e and 00:1b:54:9a:11:02."_s,
        u"Found them \u2013 the switch gave them the wrong option 150."_s,
        u"Both are registered again \U0001F44D"_s,
        u"Great, thank you."_s,
        u"Shall we have a quick call about the number plan?"_s,
        u"Sure \u2013 calling you now."_s};
    QStringList sent;
    for (const auto& text : words) {
        const auto body = text + (from.name == anna_.name ? u""_s : u" (me too)"_s);
        const auto stored =
            from.program->ask(u"chat"_s, {{u"peer"_s, to.address}, {u"body"_s, body}});
        if (!stored) {
            report_.check(from.name + u" writes"_s, statusOf(stored));
            return;
        }
        sent << body;
    }
    QStringList arrived;
    (void)to.program->waitFor(u"the last message"_s, [&](const QJsonObject& event) {
        const bool isMessage = event.value(u"event"_s) == u"message"_s &&
                               event.value(u"direction"_s) == u"in"_s &&
                               event.value(u"peer"_s) == from.address;
        if (isMessage) arrived << event.value(u"body"_s).toString();
        return isMessage && arrived.size() == sent.size();
    });
    report_.check(u"%1 to %2: in order, each once"_s.arg(from.name, to.name), arrived == sent,
                  u"%1 of %2"_s.arg(arrived.size()).arg(sent.size()));
    qsizetype receipts = 0;
    (void)from.program->waitFor(u"the last receipt"_s, [&](const QJsonObject& event) {
        if (event.value(u"event"_s) == u"receipt"_s && event.value(u"peer"_s) == to.address &&
            event.value(u"delivery"_s) == u"delivered"_s) {
            ++receipts;
        }
        return receipts == sent.size();
    });
    report_.check(u"%1 has a receipt for each"_s.arg(from.name), receipts == sent.size(),
                  u"%1 of %2"_s.arg(receipts).arg(sent.size()));
}

void Play::screenshot(Actor& actor, const QString& name) {
    const auto folder = stage_.folder() + u"/screenshots"_s;
    QDir().mkpath(folder);
    for (const auto& theme : {u"light"_s, u"dark"_s}) {
        for (const auto& [width, size] :
             {std::pair{u"desktop"_s, u"1120x720"_s}, std::pair{u"phone"_s, u"400x720"_s}}) {
            arrange(actor, theme, size);
            const auto file = u"%1/%2-%3-%4.png"_s.arg(folder, name, theme, width);
            const auto taken = actor.program->ask(u"screenshot"_s, {{u"file"_s, file}});
            if (!taken) {
                report_.check(u"screenshot "_s + file, statusOf(taken));
                return;
            }
        }
    }
    arrange(actor, u"light"_s, u"1120x720"_s);
    report_.check(u"screenshots of %1 in %2"_s.arg(name, folder), Status());
}

void Play::arrange(Actor& actor, const QString& theme, const QString& size) {
    (void)actor.program->ask(u"window"_s, {{u"theme"_s, theme}, {u"size"_s, size}});
}

void Play::wait() {
    QEventLoop loop;
    for (auto* actor : {&anna_, &ben_}) {
        QObject::connect(actor->program.get(), &Program::ended, &loop, [this, &loop] {
            if (!anna_.program->isRunning() && !ben_.program->isRunning()) loop.quit();
        });
    }
    if (anna_.program->isRunning() || ben_.program->isRunning()) loop.exec();
}

}  // namespace sidetone::demo
