// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the windows in every state that a person should judge, light and dark, at the desk and on
// a phone:  screenshots [FOLDER]   (default out/screenshots)
#include <QCursor>
#include <QDir>
#include <cstdio>
#include <functional>

#include "Stage.h"

namespace {

using namespace sidetone;
using desktop::Shown::Theme;
using test::Stage;

/// A Thursday morning, so that the pictures are the same every day.
constexpr std::chrono::seconds thursday{1795086240};

struct Shot {
    const char* name;
    std::function<void(Stage&)> before;
    std::function<void(Stage&)> after;
};

void signedIn(Stage& stage) {
    test::fill(stage.client, stage.clock.wallTime());
}

void inCall(Stage& stage) {
    auto& phone = stage.client.phone();
    const auto id = phone.dial("elif.demir@office.example").value_or(0);
    phone.move(id, telephony::CallState::Connected);
    stage.clock.advance(core::Milliseconds(187000));
}

std::vector<Shot> shots() {
    const auto signingIn = [](Stage& stage) {
        stage.desktop.session()->signIn(QStringLiteral("robin.keller@office.example"),
                                        core::Secret("secret"));
        stage.client.setTrace(test::goodTrace(8));
    };
    const auto failed = [](Stage& stage) {
        stage.desktop.session()->signIn(QStringLiteral("robin.keller@office.example"),
                                        core::Secret("secret"));
        stage.client.setTrace(test::badTrace());
        stage.client.fail(test::wrongPassword());
    };
    const auto chat = [](Stage& stage) { stage.openChat(); };
    return {{"sign-in", {}, {}},
            {"signing-in", signingIn, {}},
            {"sign-in-failed", failed, {}},
            {"hub", signedIn, {}},
            {"chats", signedIn, [](Stage& stage) { stage.go("chats"); }},
            {"calls", signedIn, [](Stage& stage) { stage.go("calls"); }},
            {"settings", signedIn, [](Stage& stage) { stage.go("settings"); }},
            {"chat", signedIn, chat},
            {"call", signedIn,
             [](Stage& stage) {
                 stage.openChat();
                 inCall(stage);
             }},
            {"call-ended", signedIn,
             [](Stage& stage) {
                 stage.openChat();
                 auto& phone = stage.client.phone();
                 const auto id = phone.dial("elif.demir@office.example").value_or(0);
                 phone.end(id, telephony::CallEnd::Busy);
             }},
            {"incoming", signedIn, [](Stage& stage) {
                 stage.openChat();
                 stage.client.phone().ring("sip:camille.moreau@office.example", "");
             }}};
}

bool take(desktop::WindowHost& host, const Shot& shot, Theme theme, QSize size,
          const QString& file) {
    Stage stage;
    stage.clock.advance(std::chrono::duration_cast<core::Milliseconds>(thursday) -
                        stage.clock.wallTime().time_since_epoch());
    stage.settings.overrideTheme(theme);
    if (shot.before) shot.before(stage);
    if (!stage.show(host, size)) return false;
    if (shot.after) shot.after(stage);
    stage.settle();
    return stage.window->grabWindow().save(file);
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TZ", "UTC");
    qputenv("LC_ALL", "C.UTF-8");
    desktop::chooseRenderer(desktop::Renderer::Software);
    QGuiApplication application(argc, argv);
    QCursor::setPos(5000, 5000);
    const auto arguments = QGuiApplication::arguments();
    const QDir folder(arguments.size() > 1 ? arguments[1] : QStringLiteral("out/screenshots"));
    const auto only = arguments.size() > 2 ? arguments[2] : QString();
    folder.mkpath(QStringLiteral("."));

    desktop::WindowHost host(application);
    int taken = 0;
    for (const auto& shot : shots()) {
        const auto name = QString::fromLatin1(shot.name);
        if (!only.isEmpty() && only != name) continue;
        for (const auto theme : {Theme::Light, Theme::Dark}) {
            const auto shade =
                theme == Theme::Dark ? QStringLiteral("dark") : QStringLiteral("light");
            for (const QSize size : {QSize(1120, 720), QSize(400, 720)}) {
                const auto file = QStringLiteral("%1-%2-%3.png")
                                      .arg(name,
                                           size.width() > 480 ? QStringLiteral("desktop")
                                                              : QStringLiteral("phone"),
                                           shade);
                if (!take(host, shot, theme, size, folder.filePath(file))) {
                    std::fprintf(stderr, "screenshots: %s did not work\n", qPrintable(file));
                    return 1;
                }
                ++taken;
            }
        }
    }
    std::printf("%d pictures in %s\n", taken, qPrintable(folder.absolutePath()));
    return 0;
}
