// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQuickWindow>
#include <cstdio>

#include "beside.h"
#include "client/CallRinger.h"
#include "client/Client.h"
#include "client/PlatformParts.h"
#include "client/SoundService.h"
#include "core/Clock.h"
#include "drive/Drive.h"
#include "host/SystemTheme.h"
#include "host/WindowHost.h"
#include "host/XdgLinkHandlers.h"
#include "links.h"
#include "models/Desktop.h"
#include "shared/LinkDoor.h"
#include "shared/Options.h"
#include "shared/PresenceOnBus.h"

using namespace Qt::StringLiterals;
using namespace sidetone;

namespace {

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(u"Chat, presence and calls with your work address."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    apps::addSharedOptions(parser);
    parser.addOptions({
        {u"geometry"_s, u"Size of the window."_s, u"WIDTHxHEIGHT"_s},
        {u"theme"_s, u"light or dark, for this run."_s, u"THEME"_s},
        {u"drive"_s, u"Take JSON commands from standard input (docs/terminal.md)."_s},
        {u"timing"_s, u"Print the milliseconds to the first frame."_s},
    });
    parser.addPositionalArgument(u"address"_s, u"Sign in as this address, or open this link."_s,
                                 u"[ADDRESS|LINK]"_s);
}

void applyOptions(const QCommandLineParser& parser, desktop::Settings& settings) {
    if (parser.isSet(u"theme"_s)) {
        const bool dark = parser.value(u"theme"_s) == u"dark"_s;
        settings.overrideTheme(dark ? desktop::Shown::Theme::Dark : desktop::Shown::Theme::Light);
    }
    if (const auto size = desktop::sizeOf(parser.value(u"geometry"_s)); !size.isEmpty()) {
        settings.overrideWindowSize(size);
    }
}

/// The word that is no link; empty where there is none.
QString addressOf(const QCommandLineParser& parser) {
    auto words = parser.positionalArguments();
    words.removeAll(apps::linkAmong(words));
    return words.value(0);
}

/// With an address and a password file the sign-in begins by itself, and without an address for
/// who stays signed in.
core::Status signInFromOptions(const QCommandLineParser& parser, client::Client& client,
                               desktop::Desktop& windows) {
    const auto address = addressOf(parser);
    if (address.isEmpty()) {
        windows.signIn()->resume();
        return {};
    }
    auto password = apps::passwordFrom(parser);
    if (!password) {
        if (password.error().code == core::ErrorCode::NotFound) return {};
        return password.error();
    }
    return client.signIn(address.toStdString(), std::move(*password));
}

/// Rings for the calls of this client, unless the person does not want to be disturbed.
std::unique_ptr<client::CallRinger> makeRinger(client::Client& client, client::Platform& platform) {
    auto ringer = std::make_unique<client::CallRinger>(client::CallRinger::Ports{
        *platform.parts().devices, platform.clock(), [&client] { return client.calls(); },
        [&client] {
            return client.presence().availability == messaging::Availability::DoNotDisturb;
        }});
    QObject::connect(&client, &client::Client::callsChanged, ringer.get(),
                     &client::CallRinger::look);
    QObject::connect(&client, &client::Client::presenceChanged, ringer.get(),
                     &client::CallRinger::look);
    return ringer;
}

/// Prints how long the window's first picture took.
void printFirstFrame(QQuickWindow& window, const QElapsedTimer& sinceStart) {
    QObject::connect(
        &window, &QQuickWindow::frameSwapped, &window,
        [&sinceStart] {
            std::printf("first-frame %lld\n", static_cast<long long>(sinceStart.elapsed()));
            std::fflush(stdout);
        },
        Qt::SingleShotConnection);
}

int failed(const core::Error& error) {
    std::fprintf(stderr, "sidetone: %s\n", error.sentence().c_str());
    return 1;
}

}  // namespace

int main(int argc, char* argv[]) {
    QElapsedTimer sinceStart;
    sinceStart.start();
    desktop::chooseRenderer(desktop::Renderer::Automatic);
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(u"sidetone"_s);
    QGuiApplication::setApplicationDisplayName(u"Sidetone"_s);
    QGuiApplication::setApplicationVersion(QStringLiteral(SIDETONE_VERSION));
    QGuiApplication::setDesktopFileName(u"sidetone"_s);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);

    auto options = apps::platformOptions(parser);
    options.hasWindow = true;
    const auto link = apps::linkAmong(parser.positionalArguments());
    apps::LinkDoor door(options.profileFolder);
    // Started a second time: the one that runs takes the link and comes to the front.
    if (!parser.isSet(u"drive"_s) && door.hand(link)) return 0;
    auto platform = client::Platform::create(options);
    if (!platform) return failed(platform.error());
    auto client = client::createClient(**platform);
    desktop::Settings settings(QString::fromStdString(options.profileFolder + "/window.ini"));
    const desktop::SystemTheme systemTheme(settings);
    applyOptions(parser, settings);
    desktop::Desktop windows(*client, (*platform)->clock(), settings);
    windows.signIn()->offer(addressOf(parser));
    desktop::XdgLinkHandlers linkHandlers;
    windows.handlers()->setHandlers(&linkHandlers);
    const auto sound = client::makeSoundService(*client, **platform);
    windows.sound()->setControl(sound.get());
    const auto ringer = makeRinger(*client, **platform);
    desktop::WindowHost host(application);
    auto* window = host.show(windows);
    if (window == nullptr) {
        return failed(core::fail(core::ErrorCode::Internal, "Showing the window",
                                 "its files could not be loaded", "Install the package again."));
    }
    desktop::openLinks(door, link, windows, *window);
    if (parser.isSet(u"timing"_s)) printFirstFrame(*window, sinceStart);
    const auto bus = apps::PresenceOnBus::create(*client);
    std::unique_ptr<desktop::Drive> drive;
    std::unique_ptr<desktop::Beside> beside;
    if (!parser.isSet(u"drive"_s)) {
        beside = std::make_unique<desktop::Beside>(*client, windows, *window);
    } else {
        drive = std::make_unique<desktop::Drive>(*client, (*platform)->clock(), windows, *window);
        drive->start();
    }
    if (const auto started = signInFromOptions(parser, *client, windows); !started) {
        return failed(started.error());
    }
    const int status = QGuiApplication::exec();
    apps::leavePolitely(*client);
    return status;
}
