# %% [markdown]
# # Damped pendulum
# %%
%pylab inline
from scipy.integrate import solve_ivp, odeint
from scipy.optimize import curve_fit, minimize
from functools import partial
# %% [markdown]
# # Equations
# %%
g, L, b = 9.81, 1.0, 0.25
def rhs(t, y, b=b):
    th, om = y
    return [om, -b * om - g / L * sin(th)]
# %%
t = linspace(0, 10, 200)
sol = solve_ivp(rhs, (0, 10), [1.0, 0.0], t_eval=t)
sol.y.shape, sol.message
# %%
plot(t, sol.y[0]); xlabel('t'); ylabel('angle'); grid(True)
# %% [markdown]
# # Damping
# %%
strong = partial(rhs, b=1.5)
s2 = solve_ivp(strong, (0, 10), [1.0, 0.0], t_eval=t)
plot(t, s2.y[0], t, sol.y[0])
# %% [markdown]
# # Fit
# %%
def model(t, a, k, w):
    return a * exp(-k * t) * cos(w * t)
seed(3)
data = sol.y[0] + normal(0, 0.02, len(t))
popt, pcov = curve_fit(model, t, data, p0=[1, 0.1, 3])
popt
# %%
errors = sqrt(diag(pcov))
for name, v, e in zip('akw', popt, errors):
    print(f'{name} = {v:.3f} +- {e:.3f}')
# %%
res = minimize(lambda p: ((model(t, *p) - data) ** 2).sum(), [1, 0.1, 3])
res.x, res.success
# %% [markdown]
# # Longer
# %%
L = 2.0
s3 = solve_ivp(rhs, (0, 10), [1.0, 0.0], t_eval=t)
plot(t, s3.y[0]); title('L = %.1f' % L); show()
randn(3)
